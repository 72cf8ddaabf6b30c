package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Mode;
import java.util.HashSet;
import java.util.Set;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;

/** What is left of the roles in a token of somebody who acts as somebody else. */
public final class ImpersonatedRoles {

    private static final String VIEW = "view-";

    private ImpersonatedRoles() {}

    /**
     * Takes administration out, for whoever asks the token for it, and leaves of the account what looks on. Not nothing:
     * Keycloak would resolve the account's roles again ({@code AuthenticationManager.resolveLightweightAccessTokenRoles}).
     *
     * @param realm the realm that issues the token
     * @param mode in read-only mode only what the application that the token was issued for declares is left
     */
    public static void reduceIn(AccessToken token, RealmModel realm, Mode mode) {
        reduceAdministrationAndAccount(token, realm);
        if (mode == Mode.READ_ONLY) {
            ClientModel client = realm.getClientByClientId(token.getIssuedFor());
            if (client == null) {
                throw new IllegalStateException("token of the unknown client " + token.getIssuedFor());
            }
            new ReadOnly(client).reduceIn(token);
        }
    }

    private static void reduceAdministrationAndAccount(AccessToken token, RealmModel realm) {
        token.getResourceAccess().keySet().removeIf(client -> AdminRoles.isAdminClient(realm, client));
        // Its one role reads the tokens that identity providers have issued to the user; nobody could take those back.
        token.getResourceAccess().remove(Constants.BROKER_SERVICE_CLIENT_ID);
        AccessToken.Access realmAccess = token.getRealmAccess();
        if (realmAccess != null && realmAccess.getRoles() != null && AdminRoles.isAdminRealm(realm.getName())) {
            realmAccess.getRoles().removeAll(AdminRoles.REALM_LEVEL_ROLES);
        }
        AccessToken.Access account = token.getResourceAccess().get(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account != null && account.getRoles() != null) {
            account.roles(looking(account.getRoles()));
        }
    }

    private static Set<String> looking(Set<String> roles) {
        Set<String> looking = new HashSet<>(roles);
        looking.removeIf(role -> !role.startsWith(VIEW));
        if (roles.contains(AccountRoles.MANAGE_ACCOUNT)) {
            looking.addAll(Set.of(AccountRoles.VIEW_PROFILE, AccountRoles.VIEW_APPLICATIONS, AccountRoles.VIEW_GROUPS));
        }
        if (roles.contains(AccountRoles.MANAGE_CONSENT)) {
            looking.add(AccountRoles.VIEW_CONSENT);
        }
        return looking;
    }
}
