package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pseudonym of a removed user")
final class PseudonymTest {

    @Test
    void keeps_an_id_that_says_nothing() {
        assertThat(Pseudonym.id("5b1f6a0e-0000-4000-8000-000000000001"))
                .isEqualTo("5b1f6a0e-0000-4000-8000-000000000001");
    }

    @Test
    void hides_an_id_that_has_the_name_in_it() {
        assertThat(Pseudonym.id("f:ldap:alice"))
                .startsWith("f:removed-")
                .doesNotContain("alice")
                .isEqualTo(Pseudonym.id("f:ldap:alice"))
                .isNotEqualTo(Pseudonym.id("f:ldap:bob"));
    }

    @Test
    void is_a_name_of_his_own() {
        assertThat(Pseudonym.name("a")).startsWith("removed-").isEqualTo(Pseudonym.name("a"));
        assertThat(Pseudonym.name("a")).isNotEqualTo(Pseudonym.name("b"));
    }
}
