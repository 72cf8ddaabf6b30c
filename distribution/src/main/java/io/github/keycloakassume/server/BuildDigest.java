package io.github.keycloakassume.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A fingerprint of everything that a build of Keycloak depends on. */
final class BuildDigest {

    private BuildDigest() {}

    static String of(Path home, List<String> options) throws IOException {
        MessageDigest digest = sha256();
        for (String option : options) {
            add(digest, option.getBytes(UTF_8));
        }
        addFile(digest, home.resolve("version.txt"));
        addFile(digest, home.resolve("conf").resolve("keycloak.conf"));
        try (Stream<Path> providers = Files.list(home.resolve("providers"))) {
            for (Path provider : (Iterable<Path>)
                    providers.filter(file -> file.toString().endsWith(".jar")).sorted()::iterator) {
                add(digest, provider.getFileName().toString().getBytes(UTF_8));
                addFile(digest, provider);
                // Keycloak itself compares the time, so a JAR written anew needs a build whatever it holds.
                add(digest, Files.getLastModifiedTime(provider).toString().getBytes(UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addFile(MessageDigest digest, Path file) throws IOException {
        add(digest, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    }

    /** Length first, so that no two lists of parts look alike. */
    private static void add(MessageDigest digest, byte[] part) {
        digest.update((part.length + ":").getBytes(UTF_8));
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
