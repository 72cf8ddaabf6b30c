package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenException;
import org.keycloak.representations.RefreshToken;

/**
 * Refresh tokens of impersonated sessions: never offline, and the response they are part of is remembered so that its
 * ID token can be sealed. Sessions of nobody else come here.
 */
final class ImpersonatedRefreshTokenProvider extends DefaultRefreshTokenProvider {

    ImpersonatedRefreshTokenProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public boolean supports(InitialRefreshTokenContext context) {
        return Marks.of(context.clientSessionCtx().getClientSession().getUserSession())
                .isPresent();
    }

    @Override
    public RefreshToken generateRefreshToken(InitialRefreshTokenContext context) {
        if (context.offlineTokenRequested()) {
            throw new RefreshTokenException(
                    OAuthErrorException.INVALID_SCOPE, "No offline access while impersonating a user");
        }
        new TokensInTheMaking(context.responseBuilder()).rememberIn(session);
        return super.generateRefreshToken(context);
    }

    /** Decided by the token alone: loading its session here would be before Keycloak's lock on reuse. */
    @Override
    public boolean supports(RefreshTokenContext context) {
        return super.supports(context)
                && context.oldRefreshToken().getOtherClaims().containsKey(ImpersonationMark.IMPERSONATION_CLAIM);
    }
}
