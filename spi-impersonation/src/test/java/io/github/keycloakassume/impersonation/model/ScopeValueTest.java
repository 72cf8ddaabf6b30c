package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The scopes of a token")
final class ScopeValueTest {

    @Test
    void are_whole_words() {
        ScopeValue scope = ScopeValue.of("openid impersonate-not  profile");

        assertThat(scope.names()).containsExactly("openid", "impersonate-not", "profile");
        assertThat(scope.has("impersonate")).isFalse();
        assertThat(scope.has("profile")).isTrue();
    }

    @Test
    void keep_their_order_when_one_is_taken_out() {
        assertThat(ScopeValue.of("openid impersonate profile impersonate")
                        .without("impersonate")
                        .text())
                .isEqualTo("openid profile");
    }

    @Test
    void may_be_none() {
        assertThat(ScopeValue.of(null).names()).isEmpty();
        assertThat(ScopeValue.of("").without("impersonate").text()).isEmpty();
    }
}
