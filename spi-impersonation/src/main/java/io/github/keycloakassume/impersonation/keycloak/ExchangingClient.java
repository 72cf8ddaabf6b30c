package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;

/** A client that asks for a token exchange. */
public final class ExchangingClient {

    private ExchangingClient() {}

    /** Whether it is one that Keycloak's standard exchange serves: confidential, with that switched on. */
    public static boolean isServed(ClientModel client) {
        return !client.isPublicClient()
                && !client.isBearerOnly()
                && OIDCAdvancedConfigWrapper.fromClientModel(client).isStandardTokenExchangeEnabled();
    }
}
