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

    private boolean active;

    ImpersonationRptIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public AccessToken transformAccessToken(AccessToken permissions, UserSessionModel login) {
        Introspected.reduceRoles(session, login, permissions);
        AccessToken transformed = super.transformAccessToken(permissions, login);
        TokenOwnership ownership = new TokenOwnership(session, login);
        ownership.restoreIn(transformed, permissions);
        Marks.of(session, login)
                .ifPresent(mark ->
                        ownership.restoreUserIn(transformed, realm.getClientByClientId(permissions.getIssuedFor())));
        return transformed;
    }

    /** Action tokens are no one's to ask about: the answer as a JWT would be one with other claims. */
    @Override
    protected boolean introspectionChecks(String tokenString) {
        active = super.introspectionChecks(tokenString) && Introspected.isOf(Introspected.ACCESS, token, eventBuilder);
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
