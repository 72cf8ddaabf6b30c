package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.SystemClientUtil;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Sends a browser in which nobody is logged in through Keycloak's login and back to a page of ours. */
public final class LoginPage {

    private final KeycloakSession session;
    private final RealmModel realm;

    public LoginPage(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * A redirect to the login form. Modelled on {@code LoginActionsService.createAuthenticationSessionForClient}: the
     * system client stands in, and the way back is set here, not taken from the request.
     */
    public Response thenReturnTo(URI page) {
        ClientModel client = SystemClientUtil.getSystemClient(realm);
        AuthenticationSessionModel login = new AuthenticationSessionManager(session)
                .createAuthenticationSession(realm, true)
                .createAuthenticationSession(client);
        login.setAction(AuthenticationSessionModel.Action.AUTHENTICATE.name());
        login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        login.setClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, OAuth2Constants.CODE);
        login.setClientNote(OIDCLoginProtocol.ISSUER, new RealmUrls(session, realm).issuer());
        login.setClientNote(OIDCLoginProtocol.REDIRECT_URI_PARAM, page.toString());
        login.setRedirectUri(page.toString());
        URI form = LoginActionsService.loginActionsBaseUrl(session.getContext().getUri())
                .path(LoginActionsService.AUTHENTICATE_PATH)
                .queryParam(Constants.CLIENT_ID, client.getClientId())
                .queryParam(Constants.TAB_ID, login.getTabId())
                .build(realm.getName());
        return Response.seeOther(form).build();
    }
}
