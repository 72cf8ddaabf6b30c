package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * The session that a logout by refresh token takes away. Keycloak's event tells of it when it is gone already
 * ({@code LogoutEndpoint.logoutToken}); nobody could say then whether it was an impersonation, or had some.
 */
public final class LeavingSession {

    private static final String ATTRIBUTE = "assume.leaving-session";

    private LeavingSession() {}

    /**
     * Remembers it before Keycloak begins. Whether the token is good is not looked at: the event that asks for it comes when
     * Keycloak has found it good.
     */
    public static void remember(KeycloakSession session) {
        String token = session.getContext()
                .getHttpRequest()
                .getDecodedFormParameters()
                .getFirst(OAuth2Constants.REFRESH_TOKEN);
        if (token != null) {
            new PresentedToken(session, token)
                    .claimedSession()
                    .ifPresent(login -> session.setAttribute(ATTRIBUTE, login));
        }
    }

    /** The one of that id. */
    static Optional<UserSessionModel> of(KeycloakSession session, String id) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, UserSessionModel.class))
                .filter(leaving -> leaving.getId().equals(id));
    }
}
