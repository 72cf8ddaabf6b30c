package io.github.keycloakassume.impersonation.token;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/** Takes the place of Keycloak's own OpenID Connect: same id, same settings, higher order. */
public final class SealedOidcProtocolFactory extends OIDCLoginProtocolFactory {

    private static final int BEFORE_STOCK = UI_ORDER + 10;

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        return new SealedOidcEndpoints(session, event);
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}
