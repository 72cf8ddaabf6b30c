package io.github.keycloakassume.testbed;

import io.github.keycloakassume.server.KeycloakHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keycloak as the servers of one JVM run it. Each set of build options is built once for all JVMs that run tests side by side;
 * each JVM then has a home of its own by hard links, because servers of one home share their temporary files.
 */
final class KeycloakHomes {

    private static final String IMPORT_REALM = "--import-realm";
    private static final String REALM = "tenant-realm.json";

    private final Map<String, KeycloakHome> ofThisJvm = new HashMap<>();

    KeycloakHome of(ServerSpec spec) {
        KeycloakHome home = ofThisJvm.computeIfAbsent(variantName(spec), name -> copy(built(name, spec), name));
        if (spec.options().contains(IMPORT_REALM)) {
            putRealmInto(home.directory().resolve("data").resolve("import"));
        }
        return home;
    }

    /** The distribution as it comes. */
    static KeycloakHome unpacked() {
        return KeycloakHome.unpack(Artifacts.distribution(), ofAll().resolve("distribution"));
    }

    /** One node on PostgreSQL is built like the clusters, so that they share the build. */
    static boolean clustered(ServerSpec spec) {
        return spec.database() == DatabaseKind.POSTGRESQL || spec.nodes() > 1;
    }

    private static KeycloakHome built(String name, ServerSpec spec) {
        return oneJvmAtATime(name, () -> {
            KeycloakHome home = unpacked().variant(ofAll().resolve(name));
            home.install(Artifacts.timeProvider());
            if (!spec.stock()) {
                home.install(Artifacts.zip());
            }
            home.build(buildOptions(spec));
            return home;
        });
    }

    /** Anew in each run: an earlier one may have left a copy of another build. */
    private static KeycloakHome copy(KeycloakHome built, String name) {
        Path place = Artifacts.workshop()
                .resolve("keycloak")
                .resolve(Artifacts.keycloakVersion())
                .resolve(name);
        delete(place);
        return built.variant(place);
    }

    /** Servers that are started without that option leave it alone. */
    private static void putRealmInto(Path folder) {
        try (InputStream realm =
                Objects.requireNonNull(KeycloakHomes.class.getResourceAsStream("/import/" + REALM), REALM)) {
            Files.copy(realm, Files.createDirectories(folder).resolve(REALM), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path ofAll() {
        return Artifacts.directory().resolve("keycloak").resolve(Artifacts.keycloakVersion());
    }

    private static String variantName(ServerSpec spec) {
        // In memory or in a file: that is an option of the start.
        DatabaseKind kind = spec.database() == DatabaseKind.H2_FILE ? DatabaseKind.H2 : spec.database();
        String name = kind.name().toLowerCase(Locale.ROOT) + (spec.stock() ? "-stock" : "");
        return spec.buildOptions().isEmpty()
                ? name
                : name + "-" + Integer.toHexString(spec.buildOptions().hashCode());
    }

    private static List<String> buildOptions(ServerSpec spec) {
        var options = new ArrayList<String>();
        options.add(
                switch (spec.database()) {
                    case H2, H2_FILE -> "--db=dev-mem";
                    case POSTGRESQL -> "--db=postgres";
                    case MARIADB -> "--db=mariadb";
                });
        options.add(clustered(spec) ? "--cache=ispn" : "--cache=local");
        options.addAll(spec.buildOptions());
        return options;
    }

    private static <T> T oneJvmAtATime(String name, Supplier<T> work) {
        try {
            Path lock = Files.createDirectories(ofAll()).resolve(name + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return work.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
