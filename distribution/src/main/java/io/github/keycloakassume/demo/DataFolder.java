package io.github.keycloakassume.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that keeps the demo's data, held by one running demo at a time. */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String PORTS = "ports";

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder, which is made if there is none.
     *
     * @throws DemoFailure when another demo holds it
     */
    static DataFolder hold(Path folder) throws IOException {
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw DemoFailure.obstacle("The demo is running already, in another terminal. Use that one, or stop it with"
                    + " Ctrl-C before you start it again.");
        }
        // For the script, which can tell that way that the demo runs before it builds.
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new DataFolder(folder, channel);
    }

    Path path() {
        return folder;
    }

    /** Deletes everything but the lock. */
    void clear() throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            List<Path> deepestFirst = content.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(folder) && !path.equals(folder.resolve(LOCK)))
                    .toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }

    /**
     * Two ports are written into the realm's data when it is imported; a later start must use them again.
     *
     * @throws DemoFailure when they were others
     */
    void requireSamePorts(DemoOptions options) throws IOException {
        String wanted = portOption(options, DemoPort.APPLICATION) + " " + portOption(options, DemoPort.SMTP);
        Path file = folder.resolve(PORTS);
        if (Files.exists(file) && !Files.readString(file).equals(wanted)) {
            throw DemoFailure.obstacle(
                    "The data of earlier starts was made for other ports. Start with these again: ./demo "
                            + Files.readString(file) + " - or delete that data and begin anew: ./demo --fresh "
                            + wanted);
        }
        Files.writeString(file, wanted);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static String portOption(DemoOptions options, DemoPort port) {
        return port.option() + "=" + options.port(port);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
