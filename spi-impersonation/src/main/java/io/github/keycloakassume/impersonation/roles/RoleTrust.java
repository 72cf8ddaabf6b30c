package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.keycloak.AdminCaller;
import io.github.keycloakassume.impersonation.keycloak.RoleKind;
import io.github.keycloakassume.impersonation.model.KnownRole;
import io.github.keycloakassume.impersonation.model.OurRole;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import io.github.keycloakassume.impersonation.store.KnownRoleStore;
import io.github.keycloakassume.impersonation.store.RoleTables;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * Who holds our roles. A role counts by its id: one of the same name on another client, of the realm, or created again
 * after ours was deleted, gives nothing.
 */
public final class RoleTrust {

    private final KnownRoleStore known;
    private final RoleTables tables;
    private final MappedRoles mapped;

    public RoleTrust(KeycloakSession session) {
        this.known = new KnownRoleStore(session);
        this.tables = new RoleTables(session);
        this.mapped = new MappedRoles(session);
    }

    /**
     * Whether a user may do in a realm what the role is for.
     *
     * @param home the realm the user belongs to: that realm, or master
     */
    public boolean holds(RealmModel home, UserModel user, OurRole role, RealmModel realm) {
        return mayHoldAny(user)
                && held(home, user).stream()
                        .anyMatch(held -> held.role() == role && held.realmId().equals(realm.getId()));
    }

    /** The same for somebody who wants to impersonate, in whatever way he comes. */
    public boolean holds(Impersonator impersonator, OurRole role, RealmModel realm) {
        return mayHoldAny(impersonator.user())
                && held(impersonator.realm(), impersonator.user()).stream()
                        .filter(held -> held.role() == role && held.realmId().equals(realm.getId()))
                        .map(held -> impersonator.realm().getRoleById(held.roleId()))
                        .anyMatch(held -> held != null && impersonator.isInScope(held));
    }

    /** The same for a caller of the Admin API, whose application must be allowed to use the role, too. */
    public boolean holds(AdminCaller caller, OurRole role) {
        return held(caller.home(), caller.user()).stream()
                .filter(held -> held.role() == role
                        && held.realmId().equals(caller.realm().getId()))
                .anyMatch(held -> caller.isInScope(held.roleId()));
    }

    /** By what Keycloak has loaded anyway: no for nearly everybody, without a query. */
    private static boolean mayHoldAny(UserModel user) {
        return RoleUtils.getDeepUserRoleMappings(user).stream().anyMatch(RoleKind::mayBeOurs);
    }

    /**
     * Whether nobody may become that user. Here a role counts wherever he has it from, a directory too: that can only
     * protect him more.
     */
    public boolean isProtected(UserModel user) {
        Set<String> candidates = RoleUtils.getDeepUserRoleMappings(user).stream()
                .filter(RoleKind::mayBeOurs)
                .map(RoleModel::getId)
                .collect(Collectors.toSet());
        return !candidates.isEmpty()
                && known.among(candidates).stream().anyMatch(held -> held.role() == OurRole.NOT_IMPERSONATABLE);
    }

    /**
     * Our roles that a user holds, himself or through groups and composites, by Keycloak's own tables: what a directory
     * says at each look ({@code LDAP_ONLY} mappers, users who are not kept) nobody has been asked about. Not counted is what
     * a mapper of an identity provider gave that may give it no longer, whether or not it was taken back yet.
     */
    List<KnownRole> held(RealmModel home, UserModel user) {
        return held(home, user, Set.of());
    }

    /**
     * The same as if he had not got some things yet.
     *
     * @param without ids of roles and groups that he has been given, and may lose again, in this very request
     */
    List<KnownRole> held(RealmModel home, UserModel user, Set<String> without) {
        List<KnownRole> all = allHeld(home, user, without);
        Set<String> ended =
                all.stream().anyMatch(held -> held.role() == OurRole.ASSUME_ACCOUNTS) ? mapped.ended(user) : Set.of();
        return ended.isEmpty()
                ? all
                : allHeld(
                        home,
                        user,
                        Stream.concat(without.stream(), ended.stream()).collect(Collectors.toSet()));
    }

    private List<KnownRole> allHeld(RealmModel home, UserModel user, Set<String> without) {
        Set<RoleModel> direct = new HashSet<>();
        tables.rolesOf(user.getId()).stream()
                .filter(id -> !without.contains(id))
                .map(home::getRoleById)
                .forEach(direct::add);
        tables.groupsOf(user.getId()).stream()
                .filter(id -> !without.contains(id))
                .map(home::getGroupById)
                .flatMap(group -> Stream.iterate(group, above -> above != null, GroupModel::getParent))
                .flatMap(GroupModel::getRoleMappingsStream)
                .forEach(direct::add);
        direct.removeIf(Objects::isNull);
        return known.among(RoleUtils.expandCompositeRoles(direct).stream()
                .map(RoleModel::getId)
                .collect(Collectors.toSet()));
    }
}
