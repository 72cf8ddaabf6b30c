package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.JsonWebToken;

/**
 * Puts the two claims of an impersonated session into a token, over whatever stood there, and caps its validity; takes
 * them out of everybody else's, whichever mapper put them there.
 */
final class ClaimWriter {

    private ClaimWriter() {}

    static void write(ImpersonationMark mark, JsonWebToken token) {
        token.setOtherClaims(ImpersonationMark.ACT_CLAIM, mark.actor().actClaim());
        token.setOtherClaims(ImpersonationMark.IMPERSONATION_CLAIM, mark.impersonationClaim());
    }

    /**
     * Takes the claims out of a token of a session that nobody acts in for somebody else. Stock's own impersonation keeps
     * its {@code act}.
     */
    static void clear(KeycloakSession session, JsonWebToken token, UserSessionModel login) {
        token.getOtherClaims().remove(ImpersonationMark.IMPERSONATION_CLAIM);
        if (!Marks.isImpersonated(session, login)) {
            token.getOtherClaims().remove(ImpersonationMark.ACT_CLAIM);
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
