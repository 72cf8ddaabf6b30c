package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A text that is sent as an id")
final class IdTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "f:", "f:x", "a\u0000b", "a\nb", "a\ud800b", "\udc00"})
    void is_not_looked_up_when_a_look_up_would_fail(String text) {
        assertThat(IdText.isPossible(text)).isFalse();
        assertThat(IdText.isMadeByKeycloak(text)).isFalse();
    }

    @Test
    void is_not_looked_up_when_it_is_longer_than_any_id() {
        assertThat(IdText.isPossible("a".repeat(255))).isTrue();
        assertThat(IdText.isPossible("a".repeat(256))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "f:00000000-0000-4000-8000-000000000000:alice"})
    void looks_like_an_id_of_keycloak(String text) {
        assertThat(IdText.isPossible(text)).isTrue();
        assertThat(IdText.isMadeByKeycloak(text)).isTrue();
    }

    @Test
    void of_what_no_other_store_keeps_is_a_uuid() {
        assertThat(IdText.isUuid("00000000-0000-4000-8000-000000000000")).isTrue();
        assertThat(IdText.isUuid("f:00000000-0000-4000-8000-000000000000:alice"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice@x.test", "supporter", "f:x:", ":"})
    void looks_like_a_name(String text) {
        assertThat(IdText.isMadeByKeycloak(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-4000-8000-00000000000a",
                "00000000-0000-4000-8000-00000000000A",
                " 00000000-0000-4000-8000-00000000000a  ",
                "00000000-0000-4000-8000-00000000000\u00e1",
                "00000000-0000-4000-8000-00000000000\uff41",
                "\u200b00000000-0000-4000-8000-00000000000a\u0001",
                "f:00000000-0000-4000-8000-000000000000:alice",
                "f:x",
                "\u0001f:x:alice",
                "F:x:alice"
            })
    void may_be_found_as_the_id_of_a_user(String text) {
        assertThat(IdText.isLikeMadeByKeycloak(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer 7", "shop", "https://shop.example/robot", "00000000-0000-4000-8000", ""})
    void is_found_as_no_id_of_a_user(String text) {
        assertThat(IdText.isLikeMadeByKeycloak(text)).isFalse();
    }
}
