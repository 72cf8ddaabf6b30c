package io.github.keycloakassume.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo's data folder")
class DataFolderTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("is held by one demo at a time, and free again afterwards")
    void heldOnce() throws IOException {
        try (var held = DataFolder.hold(directory)) {
            DemoFailure failure = catchThrowableOfType(
                    DemoFailure.class, () -> DataFolder.hold(directory).close());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure.explanation()).startsWith("The demo is running already");
            assertThat(held.path().resolve("lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
        assertThatCode(() -> DataFolder.hold(directory).close()).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("is emptied on request, but stays held")
    void cleared() throws IOException {
        Files.createDirectories(directory.resolve("keycloak/data"));
        Files.writeString(directory.resolve("keycloak/data/file"), "old");

        try (var folder = DataFolder.hold(directory)) {
            folder.clear();

            assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("lock"));
        }
    }

    @Test
    @DisplayName("does not forget the ports that are written into its realm")
    void samePorts() throws IOException {
        try (var folder = DataFolder.hold(directory)) {
            folder.requireSamePorts(DemoOptions.parse(List.of("--app-port=4000")));
            folder.requireSamePorts(DemoOptions.parse(List.of("--app-port=4000", "--port=4001")));

            DemoFailure failure = catchThrowableOfType(
                    DemoFailure.class, () -> folder.requireSamePorts(DemoOptions.parse(List.of())));

            assertThat(failure.explanation())
                    .contains("./demo --app-port=4000 --smtp-port=8025")
                    .contains("--fresh");
        }
    }
}
