package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.services.util.MtlsHoKTokenUtil;

/** A client that asks for a token exchange. */
public final class ExchangingClient {

    private ExchangingClient() {}

    /** Whether it is one that Keycloak's standard exchange serves: confidential, with that switched on. */
    public static boolean isServed(ClientModel client) {
        return !client.isPublicClient()
                && !client.isBearerOnly()
                && OIDCAdvancedConfigWrapper.fromClientModel(client).isStandardTokenExchangeEnabled();
    }

    /**
     * Why no token can be made for it by this request: its tokens must be bound to its certificate (RFC 8705), and it has shown none.
     * Keycloak's other grants refuse that ({@code OAuth2GrantTypeBase.checkAndBindMtlsHoKToken}); its exchange would give an unbound one.
     */
    public static Optional<String> missingCertificate(KeycloakSession session, ClientModel client) {
        return OIDCAdvancedConfigWrapper.fromClientModel(client).isUseMtlsHokToken()
                        && MtlsHoKTokenUtil.bindTokenWithClientCertificate(
                                        session.getContext().getHttpRequest(), session)
                                == null
                ? Optional.of("Client certificate is missing, to which tokens of the client are bound")
                : Optional.empty();
    }
}
