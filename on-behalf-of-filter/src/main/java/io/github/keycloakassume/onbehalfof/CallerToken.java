package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** The token that the caller sent, valid, and with the right to act on behalf of users. */
record CallerToken(String value, String actor, Instant expires) {

    /**
     * Reads it.
     *
     * @param claims those of the token; empty where it is not valid
     * @throws RefusedException 401 when it is not valid or no bearer token, 403 when it has not the scope, or is already
     *     one that acts on behalf of a user
     */
    static CallerToken of(String value, Optional<JWTClaimsSet> claims) {
        JWTClaimsSet valid = claims.filter(Claims::areOfBearerToken)
                .orElseThrow(() -> new RefusedException(Refusal.invalidToken("The access token is not valid here")));
        if (valid.getClaim("act") != null || valid.getClaim("impersonation") != null) {
            throw new RefusedException(Refusal.actsAlready());
        }
        if (!Claims.scopes(valid.getClaims()).contains(Refusal.SCOPE)) {
            throw new RefusedException(Refusal.withoutScope());
        }
        return new CallerToken(
                value, valid.getSubject(), valid.getExpirationTime().toInstant());
    }

    /** By which it is known in the cache, which has no tokens of actors. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "token of " + actor;
    }
}
