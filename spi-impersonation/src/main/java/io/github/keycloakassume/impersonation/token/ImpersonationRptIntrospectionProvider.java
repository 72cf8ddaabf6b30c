package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.IntrospectionAnswer;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.keycloak.authorization.protection.introspect.RPTIntrospectionProvider;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/** Introspection of requesting party tokens (UMA 2.0), with the claims of impersonated sessions. */
final class ImpersonationRptIntrospectionProvider extends RPTIntrospectionProvider {

    private static final Clock CLOCK = new KeycloakClock();

    ImpersonationRptIntrospectionProvider(KeycloakSession session) {
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
