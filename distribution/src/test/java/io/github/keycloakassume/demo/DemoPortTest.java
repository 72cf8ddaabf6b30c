package io.github.keycloakassume.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.keycloakassume.demo.web.LocalServer;
import io.github.keycloakassume.server.Ports;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A port of the demo")
class DemoPortTest {

    @Test
    @DisplayName("that is taken is named, with its purpose and the option to choose another")
    void takenPort() {
        try (var other = LocalServer.bind(0)) {
            DemoFailure failure = catchThrowableOfType(
                    DemoFailure.class,
                    () -> DemoPort.APPLICATION.requireFree(other.url().getPort()));

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure.explanation())
                    .contains("Port " + other.url().getPort())
                    .contains("the sample application")
                    .contains("--app-port=<port>");
        }
    }

    @Test
    @DisplayName("that is free may be used")
    void freePort() {
        int port = Ports.free();

        assertThatCode(() -> DemoPort.MAIL.requireFree(port)).doesNotThrowAnyException();
    }
}
