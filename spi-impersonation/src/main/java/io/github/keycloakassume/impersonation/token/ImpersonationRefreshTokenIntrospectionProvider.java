package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.IntrospectionAnswer;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;

/** Introspection of refresh tokens, with the claims of impersonated sessions. */
final class ImpersonationRefreshTokenIntrospectionProvider extends RefreshTokenIntrospectionProvider {

    private static final Clock CLOCK = new KeycloakClock();

    ImpersonationRefreshTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
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
