package io.github.keycloakassume.demo.sample;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens of one answer of the token endpoint, with the claims of those that are ours to read. */
public record Tokens(
        String accessToken,
        Map<String, Object> accessTokenClaims,
        String idToken,
        Map<String, Object> idTokenClaims,
        @Nullable String refreshToken) {

    static Tokens of(String accessToken, String idToken, @Nullable String refreshToken) throws ParseException {
        return new Tokens(accessToken, claims(accessToken), idToken, claims(idToken), refreshToken);
    }

    /** When the access token ends. */
    public Instant accessTokenEnd() {
        return numericDate(accessTokenClaims, "exp").orElse(Instant.MAX);
    }

    /** The user's name, as the ID token gives it. */
    public String username() {
        return Objects.toString(idTokenClaims.get("preferred_username"), subject());
    }

    /** The user's id. */
    public String subject() {
        return Objects.toString(idTokenClaims.get("sub"));
    }

    /** The session at the identity provider. */
    public Optional<String> sessionId() {
        return Optional.ofNullable(idTokenClaims.get("sid")).map(Object::toString);
    }

    /** Who really sits there, if that is someone else than the user. */
    public Optional<String> impersonator() {
        return object(idTokenClaims, "act")
                .map(act -> Objects.toString(act.get("preferred_username"), Objects.toString(act.get("sub"))));
    }

    /** When the impersonation ends, if this is one. */
    public Optional<Instant> impersonationEnd() {
        return object(idTokenClaims, "impersonation").flatMap(impersonation -> numericDate(impersonation, "exp"));
    }

    /** Whether the access token carries this role of the client that stands for the realm's administration. */
    public boolean hasRealmManagementRole(String role) {
        return object(accessTokenClaims, "resource_access")
                .flatMap(access -> object(access, "realm-management"))
                .map(access -> access.get("roles"))
                .filter(roles -> roles instanceof Iterable<?> names && contains(names, role))
                .isPresent();
    }

    /** Whether the access token has this scope. */
    public boolean hasScope(String scope) {
        String granted = Objects.toString(accessTokenClaims.get("scope"), "");
        return (" " + granted + " ").contains(" " + scope + " ");
    }

    private static boolean contains(Iterable<?> names, String wanted) {
        for (Object name : names) {
            if (wanted.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> claims(String token) throws ParseException {
        return JWTParser.parse(token).getJWTClaimsSet().toJSONObject();
    }

    private static Optional<Map<?, ?>> object(Map<?, ?> from, String name) {
        return from.get(name) instanceof Map<?, ?> found ? Optional.of(found) : Optional.empty();
    }

    private static Optional<Instant> numericDate(Map<?, ?> from, String name) {
        return from.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}
