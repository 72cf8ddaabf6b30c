package io.github.keycloakassume.impersonation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

@DisplayName("A token without session")
final class MarksTest {

    /** Nothing is to be asked of the server where a token has no session. */
    private static final KeycloakSession NO_SESSION = (KeycloakSession) Proxy.newProxyInstance(
            KeycloakSession.class.getClassLoader(),
            new Class<?>[] {KeycloakSession.class},
            (proxy, method, arguments) -> {
                throw new AssertionError(method);
            });

    private static final Map<String, Object> PERSON = Map.of("sub", "agent");
    private static final Map<String, Object> CLIENT = Map.of("sub", "agent", "client_id", "app");

    /** The first hop of Keycloak's delegation names no client; what no exchange has made is none of it. */
    @ParameterizedTest(name = "{0}, with client {1}: impersonated {2}")
    @CsvSource({
        "trrtte:id, false, false",
        "trrtte:id, true,  false",
        "onrtac:id, true,  false",
        "onrtac:id, false, true",
        "trrtcc:id, false, true",
        "te:id,     false, true",
        "id,        false, true",
        ",          false, true"
    })
    void that_names_an_actor_is_impersonated_unless_keycloaks_delegation_made_it(
            String id, boolean client, boolean impersonated) {
        AccessToken token = token(id, Map.of("act", client ? CLIENT : PERSON));

        assertThat(Marks.isImpersonated(NO_SESSION, token, null)).isEqualTo(impersonated);
    }

    @Test
    void that_tells_of_an_impersonation_is_impersonated_however_it_was_made() {
        AccessToken token = token("trrtte:id", Map.of("act", CLIENT, "impersonation", Map.of("id", "1")));

        assertThat(Marks.isImpersonated(NO_SESSION, token, null)).isTrue();
    }

    @Test
    void that_names_no_actor_is_its_subjects() {
        AccessToken token = token("trrtte:id", Map.of());

        assertThat(Marks.isImpersonated(NO_SESSION, token, null)).isFalse();
    }

    @Test
    void that_names_an_actor_that_is_no_object_is_impersonated() {
        assertThat(Marks.isImpersonated(NO_SESSION, token("trrtte:id", Map.of("act", "agent")), null))
                .isTrue();
    }

    private static AccessToken token(String id, Map<String, Object> claims) {
        AccessToken token = new AccessToken();
        token.id(id);
        claims.forEach(token::setOtherClaims);
        return token;
    }
}
