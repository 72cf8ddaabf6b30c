package io.github.keycloakassume.core.keycloak;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Who administers a realm: its administration clients, and the roles that mean all of it. */
public final class Administration {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Administration(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The client with the roles of the realm's own administrators; master has none beside the other. */
    public @Nullable ClientModel ownClient() {
        return isMaster() ? null : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }

    /** Master's client with the roles for this realm. */
    public @Nullable ClientModel masterClient() {
        return realm.getMasterAdminClient();
    }

    /** The role that means all of that client's realm: {@code realm-admin} beside it, or master's {@code admin}. */
    public @Nullable RoleModel everything(ClientModel client) {
        return client.equals(ownClient()) ? client.getRole(AdminRoles.REALM_ADMIN) : master().getRole(AdminRoles.ADMIN);
    }

    /** Ids of the roles that mean all of a realm. Who gets these is for Keycloak itself to guard. */
    public Set<String> everythingIds() {
        ClientModel own = ownClient();
        return Stream.of(own == null ? null : own.getRole(AdminRoles.REALM_ADMIN), master().getRole(AdminRoles.ADMIN))
                .filter(Objects::nonNull)
                .map(RoleModel::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether who has these roles administers the whole realm: by {@code realm-admin}, by master's {@code admin}, or, of a realm other than
     * master, by all the roles of master's client for it, which is what Keycloak gives for creating a realm.
     *
     * @param roleIds what a caller may use of their roles: what their user holds and their application has in scope
     */
    public boolean isAllOf(Set<String> roleIds) {
        return everythingIds().stream().anyMatch(roleIds::contains) || hasAllOfMasterClient(roleIds);
    }

    /** Whether who has these roles administers the whole server. */
    public boolean isServerAdmin(Set<String> roleIds) {
        RoleModel admin = master().getRole(AdminRoles.ADMIN);
        return admin != null && roleIds.contains(admin.getId());
    }

    private boolean hasAllOfMasterClient(Set<String> roleIds) {
        ClientModel client = masterClient();
        return client != null
                && !isMaster()
                && Arrays.stream(AdminRoles.ALL_REALM_ROLES)
                        .map(client::getRole)
                        .allMatch(role -> role != null && roleIds.contains(role.getId()));
    }

    /** Whether the realm is that of the whole server's administrators, who act in other realms too. */
    public boolean isMaster() {
        return AdminRoles.isAdminRealm(realm.getName());
    }

    private RealmModel master() {
        return isMaster() ? realm : session.realms().getRealmByName(Config.getAdminRealm());
    }
}
