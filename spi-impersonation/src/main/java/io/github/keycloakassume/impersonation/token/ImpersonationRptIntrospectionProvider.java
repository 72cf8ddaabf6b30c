package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.IntrospectionAnswer;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.TokenOwnership;
import jakarta.ws.rs.core.Response;
import org.keycloak.authorization.protection.introspect.RPTIntrospectionProvider;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/** Introspection of requesting party tokens (UMA 2.0), with the claims of impersonated sessions. */
final class ImpersonationRptIntrospectionProvider extends RPTIntrospectionProvider {

    ImpersonationRptIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public AccessToken transformAccessToken(AccessToken permissions, UserSessionModel login) {
        AccessToken transformed = super.transformAccessToken(permissions, login);
        new TokenOwnership(session, login).restoreIn(transformed, permissions);
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
