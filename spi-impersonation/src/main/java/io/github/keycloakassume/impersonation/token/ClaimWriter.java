package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.model.ActingClaims;
import io.github.keycloakassume.impersonation.keycloak.Delegation;
import io.github.keycloakassume.impersonation.keycloak.ServerClaims;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ReservedNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;

/**
 * Puts the two claims of an impersonated session into a token, over whatever mappers have put there, and caps its
 * validity; takes them out of every other session's tokens, whichever mapper put them there.
 */
final class ClaimWriter {

    private ClaimWriter() {}

    /** The claims, instead of all that a receiver may take for them, in a token whose other claims are the server's word. */
    static void seal(ImpersonationMark mark, JsonWebToken token) {
        ServerClaims.removeForged(token);
        write(mark, token);
    }

    /** The claims, instead of all that a receiver may take for them. */
    static void write(ImpersonationMark mark, JsonWebToken token) {
        clear(token);
        token.setOtherClaims(ActingClaims.ACT, mark.actor().actClaim());
        token.setOtherClaims(ActingClaims.IMPERSONATION, mark.impersonationClaim());
    }

    /** Takes the claims out of a token of a session that is no impersonation. */
    static void clear(JsonWebToken token) {
        token.getOtherClaims().keySet().removeIf(ReservedNames::covers);
    }

    /**
     * The same for what is said of an access token that exists already. The actor of Keycloak's own delegation (from 26.8
     * on) stands in that token, whose signature is verified, and is said again.
     */
    static void clear(JsonWebToken said, AccessToken verified) {
        Object delegate = Delegation.isIn(verified) ? verified.getOtherClaims().get(ActingClaims.ACT) : null;
        clear(said);
        if (delegate != null) {
            said.setOtherClaims(ActingClaims.ACT, delegate);
        }
    }

    /**
     * Caps the expiry of a token.
     *
     * @param longest longest lifespan of this kind of token, counted from its issue; null when only the end counts
     */
    static void cap(ImpersonationMark mark, JsonWebToken token, @Nullable Duration longest) {
        Instant issuedAt = Instant.ofEpochSecond(Objects.requireNonNull(token.getIat(), "iat"));
        token.exp(mark.capExpiry(token.getExp(), issuedAt, longest));
    }
}
