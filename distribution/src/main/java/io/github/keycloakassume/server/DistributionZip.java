package io.github.keycloakassume.server;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keycloak's distribution: a zip with one folder in it. It is unpacked with the permissions that it records, because
 * {@code bin/kc.sh} has to stay executable; {@link java.util.zip.ZipFile} does not read them.
 */
final class DistributionZip {

    private final Path zip;

    DistributionZip(Path zip) {
        this.zip = zip;
    }

    /** What is in the zip's one folder comes into an empty one. */
    void unpackInto(Path target) throws IOException {
        try (FileSystem content = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
            Path top = onlyFolder(content);
            try (Stream<Path> entries = Files.walk(top)) {
                for (Path entry : (Iterable<Path>) entries::iterator) {
                    take(entry, target.resolve(top.relativize(entry).toString()));
                }
            }
        }
    }

    private Path onlyFolder(FileSystem content) throws IOException {
        try (Stream<Path> entries = Files.list(content.getPath("/"))) {
            List<Path> found = entries.toList();
            if (found.size() != 1 || !Files.isDirectory(found.get(0))) {
                throw new IOException(
                        zip + " is no distribution of Keycloak: it has to hold one folder and nothing else");
            }
            return found.get(0);
        }
    }

    private static void take(Path entry, Path target) throws IOException {
        if (Files.isDirectory(entry)) {
            Files.createDirectories(target);
        } else {
            Files.copy(entry, target, StandardCopyOption.COPY_ATTRIBUTES);
            Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
        }
    }
}
