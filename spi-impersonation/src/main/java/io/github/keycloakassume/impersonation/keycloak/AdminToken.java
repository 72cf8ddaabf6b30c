package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.PresentedToken;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.admin.AdminRoot;

/**
 * The access token of a request for administration, whatever its scheme (Bearer, DPoP). A token that nobody impersonates
 * with costs one parsing and the lookup of its session, which Keycloak finds loaded then.
 */
public final class AdminToken {

    private final KeycloakSession session;

    public AdminToken(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Whether the token shows that its bearer acts as the user: the one that Keycloak has verified on its way here, and whatever
     * else the request presents, whose signature is not looked at.
     */
    public boolean isImpersonated() {
        return new ImpersonatedToken(session).isVerified()
                || PresentedToken.allOfRequest(session).anyMatch(new ImpersonatedToken(session)::is);
    }

    /**
     * The session that the token is of, empty when the token is not valid. Where Keycloak has authenticated the request on
     * its way here, again would be once too often for a DPoP proof.
     */
    public Optional<UserSessionModel> verifiedSession() {
        KeycloakContext context = session.getContext();
        if (context.getBearerToken() == null) {
            try {
                AdminRoot.authenticateRealmAdminRequest(session);
            } catch (NotAuthorizedException e) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(context.getUserSession());
    }
}
