package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.WatchedLogoutEndpoint;
import io.github.keycloakassume.impersonation.session.LogoutOfBrowser;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;

/**
 * Keycloak's endpoints of OpenID Connect, those that make tokens or userinfo with {@link SealedTokenManager}, and the one
 * for logouts with {@link LogoutOfBrowser}.
 */
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
    public Object logout() {
        return new WatchedLogoutEndpoint(
                session,
                new TokenManager(),
                event,
                new LogoutOfBrowser(session, session.getContext().getRealm(), new KeycloakClock()));
    }

    @Override
    public Object issueUserInfo() {
        return new UserInfoEndpoint(session, new SealedTokenManager());
    }
}
