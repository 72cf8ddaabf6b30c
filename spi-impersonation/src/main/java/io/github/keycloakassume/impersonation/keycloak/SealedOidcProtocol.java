package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.Response;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCProviderConfig;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Keycloak's OpenID Connect at the authorization endpoint, where the hybrid and the implicit flow make tokens with a token
 * manager of their own: what the mappers of an impersonated session find of the user's roles is reduced before. And where
 * applications are told of a logout: the token that says so says who acted.
 */
public final class SealedOidcProtocol extends OIDCLoginProtocol {

    private SealedOidcProtocol(OIDCProviderConfig config) {
        super(config);
    }

    /** With the settings of the one that Keycloak has made for this request. */
    public static LoginProtocol inPlaceOf(LoginProtocol stock, KeycloakSession session) {
        return new SealedOidcProtocol(((OIDCLoginProtocol) stock).getConfig()).setSession(session);
    }

    @Override
    public Response authenticated(
            AuthenticationSessionModel authentication, UserSessionModel login, ClientSessionContext context) {
        Marks.of(session, login).ifPresent(mark -> ImpersonatedRoles.reduceIn(session, context, mark.mode()));
        return super.authenticated(authentication, login, context);
    }

    /** An application without an address for that is told in Keycloak's own way, without a token of the user. */
    @Override
    public Response backchannelLogout(UserSessionModel login, AuthenticatedClientSessionModel participant) {
        return Marks.actingIn(session, login)
                .map(mark -> new OIDCLoginProtocol(getConfig())
                        .setSession(SealedLogout.with(session, mark))
                        .setRealm(realm)
                        .backchannelLogout(login, participant))
                .orElseGet(() -> super.backchannelLogout(login, participant));
    }
}
