package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.saml.SamlProtocol;

/**
 * The end of a session, told to SAML applications by the SOAP binding. Without a browser Keycloak tells no client of
 * front-channel logout ({@code AuthenticationManager.backchannelLogoutClientSession}), and SAML clients are of that kind
 * unless somebody has changed it, even where they have named a SOAP address, which needs no browser.
 */
final class SoapLogout {

    private final KeycloakSession session;

    SoapLogout(KeycloakSession session) {
        this.session = session;
    }

    /** Tells those that Keycloak will pass over. */
    void tellThePassedOver(UserSessionModel ending) {
        ending.getAuthenticatedClientSessions().values().stream()
                .filter(this::isPassedOver)
                .forEach(this::tell);
    }

    private boolean isPassedOver(AuthenticatedClientSessionModel application) {
        ClientModel client = application.getClient();
        return SamlProtocol.LOGIN_PROTOCOL.equals(application.getProtocol())
                && client.isEnabled()
                && client.isFrontchannelLogout()
                && SamlProtocol.getLogoutServiceUrl(session, client, SamlProtocol.SAML_SOAP_BINDING, true) != null;
    }

    /** Keycloak's own call, which logs a failure and goes on. */
    private void tell(AuthenticatedClientSessionModel application) {
        KeycloakContext context = session.getContext();
        session.getProvider(LoginProtocol.class, SamlProtocol.LOGIN_PROTOCOL)
                .setRealm(application.getRealm())
                .setUriInfo(context.getUri())
                .setHttpHeaders(context.getHttpRequest().getHttpHeaders())
                .backchannelLogout(application.getUserSession(), application)
                .close();
    }
}
