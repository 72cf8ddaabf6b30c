package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.OurRole;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * The client scope that a token needs for the on-behalf-of exchange. It opens nothing by itself: what the holder may do, the
 * policies decide at each exchange.
 */
public final class ImpersonateScope {

    /** Its name, in tokens too. */
    public static final String NAME = "impersonate";

    private ImpersonateScope() {}

    /**
     * Whether tokens of that client may carry the scope, and the client may exchange such tokens: a client that keeps a secret
     * and of which administrators of the realm alone say what it is, in a realm whose scope is as it was made.
     *
     * @return false for public, bearer-only and dynamically registered clients, and where the realm has no such scope, or one of
     *     that name which gives it to everyone
     */
    public static boolean mayUse(KeycloakSession session, RealmModel realm, ClientModel client) {
        return !client.isPublicClient()
                && !client.isBearerOnly()
                && (client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()))
                && !DynamicClients.has(client)
                && isIn(session, realm);
    }

    /** Whether the realm has it; false where it is not there or not ours: no impersonation right is among its role mappings. */
    public static boolean isIn(KeycloakSession session, RealmModel realm) {
        return idIn(session, realm).isPresent();
    }

    /** Its id in the realm, empty where it is not there or not ours. */
    public static Optional<String> idIn(KeycloakSession session, RealmModel realm) {
        return Optional.ofNullable(named(realm))
                .filter(scope -> isOurs(session, realm, scope))
                .map(ClientScopeModel::getId);
    }

    /** Whether the client has it, as default or optional scope. */
    public static boolean isAttachedTo(ClientModel client) {
        return Stream.of(true, false)
                .anyMatch(byDefault -> client.getClientScopes(byDefault).containsKey(NAME));
    }

    /** Whether every new client of the realm gets it, as default or optional scope. */
    public static boolean isForAllNew(RealmModel realm) {
        return Stream.of(true, false)
                .flatMap(realm::getDefaultClientScopesStream)
                .anyMatch(scope -> NAME.equals(scope.getName()));
    }

    static @Nullable ClientScopeModel named(RealmModel realm) {
        return KeycloakModelUtils.getClientScopeByName(realm, NAME);
    }

    static boolean isOurs(KeycloakSession session, RealmModel realm, ClientScopeModel scope) {
        return OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol())
                && rights(session, realm).stream().anyMatch(scope::hasDirectScope);
    }

    /** The roles of which a user must have one to impersonate, where fine-grained permissions do not say more. */
    static List<RoleModel> rights(KeycloakSession session, RealmModel realm) {
        Administration administration = new Administration(session, realm);
        ClientModel own = administration.ownClient();
        ClientModel client = own == null ? administration.masterClient() : own;
        return client == null
                ? List.of()
                : Stream.of(AdminRoles.IMPERSONATION, OurRole.ASSUME_ACCOUNTS.roleName())
                        .map(client::getRole)
                        .filter(Objects::nonNull)
                        .toList();
    }
}
