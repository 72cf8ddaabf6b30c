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

    private boolean active;

    ImpersonationRefreshTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    /** For the answer as a JWT, which is made of this token. */
    @Override
    public AccessToken transformAccessToken(AccessToken refreshToken, UserSessionModel login) {
        Introspected.reduceRoles(session, login, refreshToken);
        AccessToken transformed = super.transformAccessToken(refreshToken, login);
        new TokenOwnership(session, login).restoreIn(transformed, refreshToken);
        Marks.of(session, login)
                .ifPresentOrElse(
                        mark -> Introspected.seal(session, login, mark, transformed),
                        () -> ClaimWriter.clear(transformed));
        return transformed;
    }

    /** Action tokens are no one's to ask about: the answer as a JWT would be one with other claims. */
    @Override
    protected boolean introspectionChecks(String tokenString) {
        active = super.introspectionChecks(tokenString) && Introspected.isOf(Introspected.REFRESH, token, eventBuilder);
        return active;
    }

    /** Keycloak finds session and client meanwhile. What is not active is told nothing more of, a JWT included. */
    @Override
    public Response introspect(String tokenString, EventBuilder event) {
        Response answer = super.introspect(tokenString, event);
        return !active || Introspected.isInactive(session, userSession, client)
                ? IntrospectionAnswer.inactive()
                : IntrospectionAnswer.with(Marks.of(session, userSession), answer);
    }
}
