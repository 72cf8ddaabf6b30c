package io.github.keycloakassume.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakassume.server.KeycloakHome;
import io.github.keycloakassume.server.PortTakenException;
import io.github.keycloakassume.server.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher")
final class LauncherTest {

    private final Path folder;
    private final Path distribution;

    LauncherTest(@TempDir Path folder) {
        this.folder = folder;
        this.distribution = folder.resolve("keycloak-1.zip");
    }

    @BeforeEach
    void makeDistribution() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(
                distribution, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
            Path content = zip.getPath("keycloak-1");
            Files.createDirectories(content.resolve("bin"));
            Files.createDirectories(content.resolve("providers"));
            Files.createDirectories(content.resolve("lib/quarkus"));
            Files.createDirectories(content.resolve("data"));
            Files.writeString(content.resolve("bin/kc.sh"), "#!/bin/sh");
            Files.setPosixFilePermissions(content.resolve("bin/kc.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(content.resolve("version.txt"), "1");
            Files.setPosixFilePermissions(content.resolve("version.txt"), PosixFilePermissions.fromString("rw-r--r--"));
            Files.writeString(content.resolve("lib/quarkus/build"), "built");
            Files.writeString(content.resolve("data/database"), "rows");
        }
    }

    @Test
    @DisplayName("unpacks once and leaves what is there alone")
    void unpack() throws IOException {
        Path home = KeycloakHome.unpack(distribution, folder.resolve("home")).directory();
        Files.writeString(home.resolve("version.txt"), "changed");

        KeycloakHome.unpack(distribution, home);

        assertThat(home.resolve("version.txt")).hasContent("changed");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("unfinished"));
    }

    @Test
    @DisplayName("leaves nothing where the zip cannot be unpacked")
    void brokenZip() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.zip"), "no archive");
        Path home = folder.resolve("home");

        assertThatThrownBy(() -> KeycloakHome.unpack(broken, home)).hasMessageContaining("home");

        assertThat(home).doesNotExist();
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("unfinished"));
    }

    @Test
    @DisplayName("keeps what may be run, and only that, executable")
    void permissions() {
        Path home = KeycloakHome.unpack(distribution, folder.resolve("home")).directory();

        assertThat(home.resolve("bin/kc.sh")).isExecutable();
        assertThat(home.resolve("version.txt"))
                .satisfies(file -> assertThat(Files.isExecutable(file)).isFalse());
    }

    @Test
    @DisplayName("takes no zip for Keycloak's distribution that has more than one folder in it")
    void otherZip() throws IOException {
        Path ours = zip("providers/zipped-1.0.jar", "content");
        try (FileSystem more = FileSystems.newFileSystem(ours)) {
            Files.createDirectory(more.getPath("themes"));
        }

        assertThatThrownBy(() -> KeycloakHome.unpack(ours, folder.resolve("home")))
                .hasRootCauseMessage(
                        ours + " is no distribution of Keycloak: it has to hold one folder and nothing else");
    }

    @Test
    @DisplayName("does not take another version's folder for its own")
    void otherOrigin() throws IOException {
        KeycloakHome.unpack(distribution, folder.resolve("home"));
        Path other = Files.copy(distribution, folder.resolve("keycloak-2.zip"));

        assertThatThrownBy(() -> KeycloakHome.unpack(other, folder.resolve("home")))
                .hasMessageContaining("was unpacked from keycloak-1.zip, not from keycloak-2.zip");
    }

    @Test
    @DisplayName("makes another home that shares no data and no build")
    void variant() throws IOException {
        KeycloakHome home = KeycloakHome.unpack(distribution, folder.resolve("home"));

        Path variant = home.variant(folder.resolve("variant")).directory();
        Files.writeString(variant.resolve("lib/quarkus/build"), "built anew");

        assertThat(home.directory().resolve("lib/quarkus/build")).hasContent("built");
        assertThat(variant.resolve("data")).doesNotExist();
        assertThat(Files.getAttribute(variant.resolve("version.txt"), "unix:nlink"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("replaces other versions of a provider and nothing else")
    void install() throws IOException {
        KeycloakHome home = KeycloakHome.unpack(distribution, folder.resolve("home"));
        home.install(jar("ours-1.0.jar"), jar("ours-more-1.0.jar"), jar("foreign.jar"));

        home.install(jar("ours-1.1-SNAPSHOT.jar"));

        assertThat(home.directory().resolve("providers"))
                .isDirectoryContaining(file -> file.endsWith("ours-1.1-SNAPSHOT.jar"))
                .isDirectoryContaining(file -> file.endsWith("ours-more-1.0.jar"))
                .isDirectoryContaining(file -> file.endsWith("foreign.jar"))
                .isDirectoryNotContaining(file -> file.endsWith("ours-1.0.jar"));
    }

    @Test
    @DisplayName("leaves a provider that is the same untouched, or Keycloak would ask for a build")
    void installTheSame() throws IOException {
        KeycloakHome home = KeycloakHome.unpack(distribution, folder.resolve("home"));
        home.install(zip("providers/zipped-1.0.jar", "content"), jar("ours-1.0.jar"));
        FileTime before = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Path providers = home.directory().resolve("providers");
        Files.setLastModifiedTime(providers.resolve("zipped-1.0.jar"), before);
        Files.setLastModifiedTime(providers.resolve("ours-1.0.jar"), before);

        home.install(zip("providers/zipped-1.0.jar", "content"), jar("ours-1.0.jar"));

        assertThat(Files.getLastModifiedTime(providers.resolve("zipped-1.0.jar")))
                .isEqualTo(before);
        assertThat(Files.getLastModifiedTime(providers.resolve("ours-1.0.jar"))).isEqualTo(before);
    }

    @Test
    @DisplayName("replaces a provider that has changed, in this home and no other")
    void installChanged() throws IOException {
        KeycloakHome home = KeycloakHome.unpack(distribution, folder.resolve("home"));
        home.install(zip("providers/zipped-1.0.jar", "content"));
        KeycloakHome variant = home.variant(folder.resolve("variant"));

        variant.install(zip("providers/zipped-1.0.jar", "changed"));

        assertThat(variant.directory().resolve("providers/zipped-1.0.jar")).hasContent("changed");
        assertThat(home.directory().resolve("providers/zipped-1.0.jar")).hasContent("content");
    }

    @Test
    @DisplayName("names a port that is taken")
    void takenPort() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", port))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + port);
        }
    }

    private Path zip(String entry, String content) throws IOException {
        Path zip = folder.resolve("archive.zip");
        try (var entries = new ZipOutputStream(Files.newOutputStream(zip))) {
            entries.putNextEntry(new ZipEntry(entry));
            entries.write(content.getBytes(UTF_8));
        }
        return zip;
    }

    private Path jar(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name);
    }
}
