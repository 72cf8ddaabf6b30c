package io.github.keycloakassume.impersonation.model;

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
}
