package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/x",
                "http://localhost:8080/",
                "http://127.0.0.1/",
                "http://127.9.8.7:1/",
                "http://[::1]:8080/",
                "HTTP://LOCALHOST/"
            })
    void httpsAndThisMachineAreSafe(String address) {
        assertThat(SafeAddress.require(URI.create(address))).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/x",
                "http://localhost.example/",
                "http://127.0.0.1.example/",
                "http://0x7f.1/",
                "http://[::2]/",
                "ftp://localhost/",
                "file:///etc/passwd",
                "https://user:secret@a.example/",
                "/path",
                "https:opaque"
            })
    void nothingElseIs(String address) {
        assertThatThrownBy(() -> SafeAddress.require(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }
}
