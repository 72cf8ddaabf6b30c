package io.github.keycloakassume.demo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Tokens")
class TokensTest {

    private static final Instant END = Instant.parse("2030-01-01T10:00:00Z");

    private static final Map<String, Object> ACT = Map.of("sub", "1", "preferred_username", "<agent>");

    @Test
    @DisplayName("tell the roles and scopes of the access token")
    void rights() throws ParseException, JOSEException {
        var tokens = tokens(new JWTClaimsSet.Builder());

        assertThat(tokens.hasRealmManagementRole("impersonation")).isTrue();
        assertThat(tokens.hasRealmManagementRole("imperson")).isFalse();
        assertThat(tokens.hasScope("documents:read")).isTrue();
        assertThat(tokens.hasScope("documents")).isFalse();
        assertThat(tokens.accessTokenEnd()).isEqualTo(END);
    }

    @Nested
    @DisplayName("of a user himself")
    class OfTheUser {

        @Test
        @DisplayName("name no impersonator, and the page has no bar")
        void noBar() throws ParseException, JOSEException {
            var tokens = tokens(new JWTClaimsSet.Builder());

            assertThat(tokens.impersonator()).isEmpty();
            assertThat(page(tokens)).doesNotContain("id=\"impersonation\"");
        }
    }

    @Nested
    @DisplayName("of an impersonation")
    class OfAnImpersonation {

        @Test
        @DisplayName("name the impersonator and the end, and the page's bar shows both and the way back, escaped")
        void bar() throws ParseException, JOSEException {
            var tokens = tokens(new JWTClaimsSet.Builder()
                    .claim("act", ACT)
                    .claim("impersonation", Map.of("id", "i", "mode", "full", "exp", END.getEpochSecond())));

            assertThat(tokens.impersonator()).contains("<agent>");
            assertThat(tokens.impersonationEnd()).contains(END);
            assertThat(page(tokens))
                    .contains("You are alice, really &lt;agent&gt; (until ")
                    .contains("http://kc/realms/acme/impersonation/revert?return_to=http%3A%2F%2Fapp%2Flogin");
        }

        @Test
        @DisplayName("are recognized without an end, too")
        void withoutEnd() throws ParseException, JOSEException {
            assertThat(page(tokens(new JWTClaimsSet.Builder().claim("act", ACT))))
                    .contains("really &lt;agent&gt;")
                    .doesNotContain("(until ");
        }
    }

    private static String page(Tokens tokens) {
        var site = new Site(URI.create("http://app"), "/", "sample-app", "secret", "Documents");
        return new Pages(site, URI.create("http://kc/realms/acme"))
                .of(200, tokens, "")
                .body();
    }

    private static Tokens tokens(JWTClaimsSet.Builder idToken) throws ParseException, JOSEException {
        var accessToken = new JWTClaimsSet.Builder()
                .expirationTime(Date.from(END))
                .claim("scope", "openid documents:read")
                .claim("resource_access", Map.of("realm-management", Map.of("roles", List.of("impersonation"))));
        return Tokens.of(sign(accessToken), sign(idToken.subject("2").claim("preferred_username", "alice")), null);
    }

    private static String sign(JWTClaimsSet.Builder claims) throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        jwt.sign(new MACSigner(new byte[32]));
        return jwt.serialize();
    }
}
