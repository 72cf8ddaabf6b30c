package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.spi.ActorCheck;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

@DisplayName("A token")
final class ActedTokensTest {

    @ParameterizedTest
    @ValueSource(strings = {"act", "impersonation"})
    void that_names_an_actor_is_used_by_them_whatever_modules_there_are(String claim) {
        AccessToken token = new AccessToken();
        token.setOtherClaims(claim, Map.of("sub", "agent"));

        assertThat(ActedTokens.isActedWith(with(Set.of()), token, null)).isTrue();
    }

    @Test
    void that_names_no_actor_is_its_subjects_unless_a_module_knows_better() {
        AccessToken token = new AccessToken();

        assertThat(ActedTokens.isActedWith(with(Set.of()), token, null)).isFalse();
        assertThat(ActedTokens.isActedWith(with(Set.of((acted, login) -> false)), token, null))
                .isFalse();
        assertThat(ActedTokens.isActedWith(with(Set.of((acted, login) -> false, (acted, login) -> true)), token, null))
                .isTrue();
    }

    private static KeycloakSession with(Set<ActorCheck> checks) {
        return (KeycloakSession) Proxy.newProxyInstance(
                KeycloakSession.class.getClassLoader(),
                new Class<?>[] {KeycloakSession.class},
                (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("getAllProviders");
                    return checks;
                });
    }
}
