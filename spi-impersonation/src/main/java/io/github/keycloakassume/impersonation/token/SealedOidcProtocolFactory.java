package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.SealedOidcProtocol;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/** Takes the place of Keycloak's own OpenID Connect: same id, same settings, higher order. */
public final class SealedOidcProtocolFactory extends OIDCLoginProtocolFactory {

    private static final int BEFORE_STOCK = UI_ORDER + 10;

    @Override
    public LoginProtocol create(KeycloakSession session) {
        return SealedOidcProtocol.inPlaceOf(super.create(session), session);
    }

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        return new SealedOidcEndpoints(session, event);
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}
