package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An address for a browser")
final class WebAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example", "http://localhost:8080/a?b=c#d", "HTTPS://app.example/"})
    void is_one_of_the_web(String address) {
        assertThat(WebAddress.isOne(address)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/relative",
                "//host/path",
                "javascript:alert(1)",
                "JavaScript://host/%0aalert(1)",
                " javascript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "blob:https://app.example/1",
                "app.example://callback",
                "http:///no-host",
                "https:app.example",
                "http://[bad"
            })
    void is_nothing_else(String address) {
        assertThat(WebAddress.isOne(address)).isFalse();
    }
}
