package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A secret")
final class SecretsTest {

    @Test
    void has_256_bits_and_is_never_the_same() {
        assertThat(Secrets.random()).hasSize(43).isNotEqualTo(Secrets.random());
    }

    @Test
    void is_recognised_by_its_hash_alone() {
        String secret = Secrets.random();

        assertThat(Secrets.matches(secret, Secrets.hash(secret))).isTrue();
        assertThat(Secrets.matches(secret + "x", Secrets.hash(secret))).isFalse();
        assertThat(Secrets.hash(secret)).doesNotContain(secret);
    }

    @Test
    void that_is_derived_follows_from_key_and_text_and_from_nothing_less() {
        String derived = Secrets.derived("key", "text");

        assertThat(derived).hasSize(43).isEqualTo(Secrets.derived("key", "text"));
        assertThat(Secrets.derived("key", "other")).isNotEqualTo(derived);
        assertThat(Secrets.derived("other", "text")).isNotEqualTo(derived);
    }
}
