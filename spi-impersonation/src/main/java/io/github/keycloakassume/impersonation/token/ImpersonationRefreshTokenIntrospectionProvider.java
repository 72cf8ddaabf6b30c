package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.IntrospectionAnswer;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.TokenOwnership;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/** Introspection of refresh tokens, with the claims of impersonated sessions. */
final class ImpersonationRefreshTokenIntrospectionProvider extends RefreshTokenIntrospectionProvider {

    ImpersonationRefreshTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    /** For the answer as a JWT, which is made of this token. */
    @Override
    public AccessToken transformAccessToken(AccessToken refreshToken, UserSessionModel login) {
        AccessToken transformed = super.transformAccessToken(refreshToken, login);
        new TokenOwnership(session, login).restoreIn(transformed, refreshToken);
        Marks.of(session, login)
                .ifPresentOrElse(
                        mark -> Introspected.seal(mark, transformed, realm), () -> ClaimWriter.clear(transformed));
        return transformed;
    }

    @Override
    public Response introspect(String tokenString, EventBuilder event) {
        // Keycloak finds session and client meanwhile.
        Response answer = super.introspect(tokenString, event);
        return Introspected.isInactive(session, userSession, client)
                ? IntrospectionAnswer.inactive()
                : IntrospectionAnswer.with(Marks.of(session, userSession), answer);
    }
}
