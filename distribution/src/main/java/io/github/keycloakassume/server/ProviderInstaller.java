package io.github.keycloakassume.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Puts provider JARs into a Keycloak home, one version of each. */
final class ProviderInstaller {

    /** Maven's file names: artifact id, hyphen, version that starts with a digit. */
    private static final Pattern VERSION_AND_SUFFIX = Pattern.compile("-\\d[^/]*\\.jar$");

    private final Path home;

    ProviderInstaller(Path home) {
        this.home = home;
    }

    void install(Path archive) {
        try {
            if (archive.getFileName().toString().endsWith(".jar")) {
                try (InputStream content = Files.newInputStream(archive)) {
                    put(Path.of("providers").resolve(archive.getFileName()), content);
                }
            } else {
                unzip(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot install " + archive + " into " + home, e);
        }
    }

    private void unzip(Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        put(Path.of(entry.getName()), content);
                    }
                }
            }
        }
    }

    private void put(Path relative, InputStream content) throws IOException {
        Path target = home.resolve(relative).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("The archive has an entry that leaves its folder: " + relative);
        }
        Files.createDirectories(target.getParent());
        removeOtherVersions(target);
        byte[] wanted = content.readAllBytes();
        // Keycloak refuses to start when a JAR is newer than its build, so one that is the same stays untouched.
        if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), wanted)) {
            // Removed first, because the file may be a hard link shared with another home.
            Files.deleteIfExists(target);
            Files.write(target, wanted);
        }
    }

    private static void removeOtherVersions(Path target) throws IOException {
        String artifact = artifactOf(target);
        if (artifact.isEmpty()) {
            return;
        }
        List<Path> others;
        try (Stream<Path> siblings = Files.list(target.getParent())) {
            others = siblings.filter(sibling ->
                            !sibling.equals(target) && artifactOf(sibling).equals(artifact))
                    .toList();
        }
        for (Path other : others) {
            Files.delete(other);
        }
    }

    private static String artifactOf(Path file) {
        String name = file.getFileName().toString();
        var matcher = VERSION_AND_SUFFIX.matcher(name);
        return matcher.find() ? name.substring(0, matcher.start()) : "";
    }
}
