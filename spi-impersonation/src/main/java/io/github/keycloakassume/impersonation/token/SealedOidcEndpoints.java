package io.github.keycloakassume.impersonation.token;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;

/** Keycloak's endpoints of OpenID Connect, those that make tokens or userinfo with {@link SealedTokenManager}. */
final class SealedOidcEndpoints extends OIDCLoginProtocolService {

    private final KeycloakSession session;
    private final EventBuilder event;

    SealedOidcEndpoints(KeycloakSession session, EventBuilder event) {
        super(session, event);
        this.session = session;
        this.event = event;
    }

    @Override
    public Object token() {
        return new TokenEndpoint(session, new SealedTokenManager(), event);
    }

    @Override
    public Object issueUserInfo() {
        return new UserInfoEndpoint(session, new SealedTokenManager());
    }
}
