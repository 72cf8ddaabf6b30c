package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.JsonWebToken;

/** Puts the two claims of an impersonated session into a token, over whatever stood there, and caps its validity. */
final class ClaimWriter {

    private ClaimWriter() {}

    static void write(ImpersonationMark mark, JsonWebToken token) {
        token.setOtherClaims(ImpersonationMark.ACT_CLAIM, mark.actor().actClaim());
        token.setOtherClaims(ImpersonationMark.IMPERSONATION_CLAIM, mark.impersonationClaim());
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
