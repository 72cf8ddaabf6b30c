package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.representations.AccessToken;

@DisplayName("A token that a request presents")
final class UnverifiedJwtTest {

    private static final String HEAD = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    private static final String SIGNATURE = encoded("signature");

    /** Everything that {@link JWSInput}, by which Keycloak reads tokens, takes for one. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "....."})
    void is_read_with_any_number_of_dots_behind_it(String behind) throws JWSInputException {
        String token = HEAD + "." + encoded("{\"sid\":\"s\",\"impersonation\":{}}") + "." + SIGNATURE + behind;

        AccessToken read = presented(token);

        assertThat(new JWSInput(token).readJsonContent(AccessToken.class).getSessionId())
                .isEqualTo("s");
        assertThat(read.getSessionId()).isEqualTo("s");
        assertThat(read.getOtherClaims()).containsKey("impersonation");
    }

    @Test
    void is_read_without_a_signature() {
        assertThat(presented(HEAD + "." + encoded("{\"sid\":\"s\"}")).getSessionId())
                .isEqualTo("s");
    }

    /** Of a type that one of Keycloak's token classes does not have there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"email_verified\":\"x\"",
                "\"updated_at\":\"2026-11-28T00:00:00Z\"",
                "\"realm_access\":\"x\"",
                "\"exp\":\"x\"",
                "\"aud\":{}",
                "\"address\":[]",
                "\"azp\":7",
                "\"act\":null"
            })
    void is_read_whatever_the_type_of_its_members(String member) {
        AccessToken read =
                presented(HEAD + "." + encoded("{" + member + ",\"sid\":\"s\",\"impersonation\":1}") + "." + SIGNATURE);

        assertThat(read.getSessionId()).isEqualTo("s");
        assertThat(read.getOtherClaims()).containsKey("impersonation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "a", "a.b", "a.b.c", "e30.e30", "e30.bnVsbA.c", "e30.W10.c", "a.b.c.d.e"})
    void is_none_where_there_is_no_object_in_it(String text) {
        assertThat(UnverifiedJwt.read(text, PresentedClaims.class).map(PresentedClaims::asToken))
                .matches(read -> read.isEmpty() || read.get().getSessionId() == null);
    }

    @Test
    void tells_of_an_event_by_its_type_or_by_its_events() {
        assertThat(claims("{\"typ\":\"Logout\"}").isOfEvent()).isTrue();
        assertThat(claims("{\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}}")
                        .isOfEvent())
                .isTrue();
        assertThat(claims("{\"typ\":\"Bearer\"}").isOfEvent()).isFalse();
    }

    private static PresentedClaims claims(String content) {
        return UnverifiedJwt.read(HEAD + "." + encoded(content) + "." + SIGNATURE, PresentedClaims.class)
                .orElseThrow();
    }

    private static AccessToken presented(String token) {
        return UnverifiedJwt.read(token, PresentedClaims.class).orElseThrow().asToken();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
