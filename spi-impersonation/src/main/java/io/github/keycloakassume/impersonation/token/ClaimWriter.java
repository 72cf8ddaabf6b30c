package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import org.keycloak.representations.JsonWebToken;

/** Puts the two claims of an impersonated session into a token, over whatever stood there. */
final class ClaimWriter {

    private ClaimWriter() {}

    static void write(ImpersonationMark mark, JsonWebToken token) {
        token.setOtherClaims(ImpersonationMark.ACT_CLAIM, mark.actor().actClaim());
        token.setOtherClaims(ImpersonationMark.IMPERSONATION_CLAIM, mark.impersonationClaim());
    }
}
