package io.github.keycloakassume.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.keycloakassume.demo.web.Resource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The demo's command line")
class DemoOptionsTest {

    @Test
    @DisplayName("has a usual number for each port")
    void usualPorts() {
        var options = DemoOptions.parse(List.of());

        assertThat(options.port(DemoPort.KEYCLOAK)).isEqualTo(8080);
        assertThat(options.fresh()).isFalse();
        assertThat(options.help()).isFalse();
    }

    @Test
    @DisplayName("takes a port with an equals sign or as the next word")
    void bothSpellings() {
        var options = DemoOptions.parse(List.of("--port=1234", "--smtp-port", "2525", "--fresh"));

        assertThat(options.port(DemoPort.KEYCLOAK)).isEqualTo(1234);
        assertThat(options.port(DemoPort.SMTP)).isEqualTo(2525);
        assertThat(options.fresh()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot=1        | Unknown option '--prot=1'.",
                "start           | Unknown option 'start'.",
                "--port          | The option --port needs a port number.",
                "--port=http     | The option --port needs a port number, not 'http'.",
                "--port=         | The option --port needs a port number, not ''.",
                "--app-port=0    | The option --app-port needs a port between 1 and 65535.",
                "--app-port=65536| The option --app-port needs a port between 1 and 65535.",
                "--port=8081     | The options --port and --app-port name the same port.",
            })
    @DisplayName("says what is wrong with it, and ends with code 2")
    void wrongOptions(String argument, String explanation) {
        DemoFailure failure = catchThrowableOfType(DemoFailure.class, () -> DemoOptions.parse(List.of(argument)));

        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure.explanation()).startsWith(explanation).contains("--help");
    }

    @ParameterizedTest
    @EnumSource(DemoPort.class)
    @DisplayName("is described in the help, with the usual number")
    void helpNamesEachPort(DemoPort port) {
        assertThat(Resource.text("usage.txt").lines())
                .anyMatch(line -> line.startsWith("  " + port.option() + "=N ")
                        && line.endsWith("(default " + port.standard() + ")"));
    }
}
