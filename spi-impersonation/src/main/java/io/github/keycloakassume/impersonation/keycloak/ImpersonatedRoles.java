package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Mode;
import java.util.HashSet;
import java.util.Set;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.utils.RoleResolveUtil;

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

    /**
     * The same for the roles from which Keycloak's claim mappers write, into whatever token and under whatever name ({@code
     * RoleResolveUtil} keeps them for the request): asked before the mappers run, which find no more than what is left.
     *
     * @param context the session and the application that a token is made for
     */
    public static void reduceIn(KeycloakSession session, ClientSessionContext context, Mode mode) {
        ClientModel client = context.getClientSession().getClient();
        AccessToken resolved = new AccessToken();
        resolved.setRealmAccess(RoleResolveUtil.getResolvedRealmRoles(session, context, false));
        resolved.setResourceAccess(RoleResolveUtil.getAllResolvedClientRoles(session, context));
        reduceAdministrationAndAccount(resolved, client.getRealm());
        if (mode == Mode.READ_ONLY) {
            new ReadOnly(client).reduceIn(resolved);
        }
    }

    /**
     * The same for what is said of an access token of a session ({@code AccessTokenIntrospectionProvider.transformAccessToken}).
     *
     * @param token what was issued in that session
     */
    public static void reduceIn(KeycloakSession session, UserSessionModel login, AccessToken token, Mode mode) {
        ClientModel client = login.getRealm().getClientByClientId(token.getIssuedFor());
        AuthenticatedClientSessionModel participant =
                client == null ? null : login.getAuthenticatedClientSessionByClient(client.getId());
        if (participant != null) {
            reduceIn(
                    session,
                    DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                            participant, token.getScope(), session),
                    mode);
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
