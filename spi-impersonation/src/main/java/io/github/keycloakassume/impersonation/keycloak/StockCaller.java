package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import jakarta.ws.rs.container.ResourceInfo;
import org.keycloak.common.Profile;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * Who impersonates in one of Keycloak's own ways: by the button of the Admin Console, which is a call of the Admin API
 * ({@code UserResource.impersonate}), or by token exchange V1 with a requested subject.
 */
public final class StockCaller {

    /** By name: its annotations are of a JAR that Keycloak does not ship. */
    private static final String RESOURCE = "org.keycloak.services.resources.admin.UserResource";

    private static final String METHOD = "impersonate";

    private StockCaller() {}

    /**
     * Whether that is the button's resource method, and does what it says. Known by the method, for JAX-RS finds it under
     * more paths than one (matrix parameters, slashes).
     */
    public static boolean isButton(ResourceInfo resource) {
        return METHOD.equals(resource.getResourceMethod().getName())
                && RESOURCE.equals(resource.getResourceClass().getName())
                && Profile.isFeatureEnabled(Profile.Feature.IMPERSONATION);
    }

    /** Who presses it. Keycloak's locators have verified his token and put it into the context. */
    public static AdminCaller ofButton(KeycloakSession session) {
        KeycloakContext context = session.getContext();
        UserSessionModel login = context.getUserSession();
        RealmModel home = login.getRealm();
        AccessToken token = (AccessToken) context.getBearerToken();
        ClientModel client = home.getClientByClientId(token.getIssuedFor());
        return of(session, new AdminAuth(home, token, login.getUser(), client));
    }

    /**
     * Whose token is exchanged.
     *
     * @param token verified by Keycloak
     * @param client which exchanges it
     */
    public static AdminCaller ofExchange(
            KeycloakSession session, AccessToken token, UserModel user, ClientModel client) {
        return of(session, new AdminAuth(session.getContext().getRealm(), token, user, client));
    }

    private static AdminCaller of(KeycloakSession session, AdminAuth auth) {
        RealmModel realm = session.getContext().getRealm();
        return new AdminCaller(
                session,
                realm,
                AdminPermissions.evaluator(session, realm, auth),
                new AdminEventBuilder(realm, auth, session, session.getContext().getConnection()));
    }
}
