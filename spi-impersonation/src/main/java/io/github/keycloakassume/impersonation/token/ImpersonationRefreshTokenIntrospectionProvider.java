package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedRoles;
import io.github.keycloakassume.impersonation.keycloak.IntrospectionAnswer;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/** Introspection of refresh tokens, with the claims of impersonated sessions. */
final class ImpersonationRefreshTokenIntrospectionProvider extends RefreshTokenIntrospectionProvider {

    private static final Clock CLOCK = new KeycloakClock();

    ImpersonationRefreshTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    /** For the answer as a JWT, which is made of this token. */
    @Override
    public AccessToken transformAccessToken(AccessToken refreshToken, UserSessionModel login) {
        AccessToken transformed = super.transformAccessToken(refreshToken, login);
        Marks.of(session, login)
                .ifPresentOrElse(
                        mark -> {
                            ClaimWriter.seal(mark, transformed);
                            ImpersonatedRoles.reduceIn(transformed, realm, mark.mode());
                        },
                        () -> ClaimWriter.clear(transformed));
        return transformed;
    }

    @Override
    public Response introspect(String tokenString, EventBuilder event) {
        Response answer = super.introspect(tokenString, event);
        if (Marks.isStray(session, userSession)
                || new ReviewAtApplication(session, CLOCK).isOver(userSession, client)) {
            return IntrospectionAnswer.inactive();
        }
        return Marks.of(session, userSession)
                .map(mark -> IntrospectionAnswer.withClaims(answer, mark))
                .orElse(answer);
    }
}
