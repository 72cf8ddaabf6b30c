package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.AdminRoles;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;

/** Administration roles in access tokens. */
public final class AdminAccess {

    private AdminAccess() {}

    /**
     * Takes them out of a token: nobody administers as somebody else, wherever a token is asked for its roles.
     *
     * @param realm the realm that issues the token
     */
    public static void removeFrom(AccessToken token, RealmModel realm) {
        token.getResourceAccess().keySet().removeIf(client -> AdminRoles.isAdminClient(realm, client));
        AccessToken.Access realmAccess = token.getRealmAccess();
        if (realmAccess != null && realmAccess.getRoles() != null && AdminRoles.isAdminRealm(realm.getName())) {
            realmAccess.getRoles().removeAll(AdminRoles.REALM_LEVEL_ROLES);
        }
    }
}
