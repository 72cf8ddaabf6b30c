package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.spi.ActingUser;
import io.github.keycloakassume.core.store.RoleTables;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * The roles of a user, through composites, groups and the groups above them. Keycloak itself has two answers where a group of
 * an <em>organization</em> has roles: a user of its cache does not have them ({@code cache.infinispan.UserAdapter.getGroupsStream}),
 * and so no token has; a user whom this transaction has changed, or whom no cache keeps, does ({@code jpa.UserAdapter.hasRole}).
 * So here are two questions: what counts as a right is less than either answer, what counts as a limit is more than both.
 */
public final class UserRoles {

    private static final String TABLES = "assume-role-tables";

    private UserRoles() {}

    /**
     * What Keycloak's tables say of a user directly, whatever a directory says: ids.
     *
     * @param roles of the roles that they have themselves
     * @param groups of the groups that they are in themselves, of organizations too
     */
    public record Tables(Set<String> roles, Set<String> groups) {}

    /** The roles by which someone may do something: those that Keycloak writes into tokens. */
    public static Set<RoleModel> rights(UserModel user) {
        return expanded(user.getRoleMappingsStream(), rightGroups(user));
    }

    /**
     * Whether every user has that role, by the default role of their realm. Those who manage a client may put its roles there
     * ({@code AbstractClientRegistrationProvider}), so such a role tells no user from another.
     */
    public static boolean isEveryUsers(RealmModel realm, RoleModel role) {
        RoleModel byDefault = realm.getDefaultRole();
        return byDefault != null && (byDefault.equals(role) || byDefault.hasRole(role));
    }

    /** The groups by which someone may do something: not those of organizations. Those above them too. */
    public static Stream<GroupModel> rightGroups(UserModel user) {
        return user.getGroupsStream().filter(UserRoles::isOfRealm).flatMap(UserRoles::withAbove);
    }

    /** Ids of those roles by which someone may do something that this application, or login, may use. */
    public static Set<String> rightIds(ActingUser acting) {
        return rights(acting.user()).stream()
                .filter(acting::isInScope)
                .map(RoleModel::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a group is the realm's own: groups of organizations give no rights. */
    public static boolean isOfRealm(GroupModel group) {
        return group.getType() == GroupModel.Type.REALM;
    }

    /**
     * The roles that protect someone, or keep them from something: wherever they have them from. Groups of organizations
     * count, whatever a directory says, and what Keycloak's tables have though a directory hides it.
     *
     * @param home the realm the user belongs to
     * @param without ids of roles and groups that are not to count
     */
    public static Set<RoleModel> limits(KeycloakSession session, RealmModel home, UserModel user, Set<String> without) {
        Tables tables = tables(session, user);
        return expanded(
                Stream.concat(
                                user.getRoleMappingsStream(),
                                tables.roles().stream().map(home::getRoleById))
                        .filter(role -> role != null && !without.contains(role.getId())),
                Stream.concat(user.getGroupsStream(), tables.groups().stream().map(home::getGroupById))
                        .filter(group -> group != null && !without.contains(group.getId()))
                        .flatMap(UserRoles::withAbove));
    }

    /**
     * What Keycloak's tables say of a user. Costs no query of users in Keycloak's cache for whom it was asked before: Keycloak
     * drops there, on every node, what it knows of a user whose roles or groups change.
     */
    @SuppressWarnings("unchecked") // Keycloak's own map has no types; the key is ours
    public static Tables tables(KeycloakSession session, UserModel user) {
        if (!(user instanceof CachedUserModel cached) || cached.isMarkedForEviction()) {
            return read(session, user);
        }
        ConcurrentMap<Object, Object> beside = cached.getCachedWith();
        if (!(beside.get(TABLES) instanceof Tables)) {
            beside.put(TABLES, read(session, user));
        }
        return (Tables) beside.get(TABLES);
    }

    private static Tables read(KeycloakSession session, UserModel user) {
        RoleTables tables = new RoleTables(session);
        return new Tables(tables.rolesOf(user.getId()), tables.groupsOf(user.getId()));
    }

    private static Stream<GroupModel> withAbove(GroupModel group) {
        return Stream.iterate(group, Objects::nonNull, GroupModel::getParent);
    }

    private static Set<RoleModel> expanded(Stream<RoleModel> roles, Stream<GroupModel> groups) {
        Set<RoleModel> direct = new HashSet<>(Stream.concat(roles, groups.flatMap(GroupModel::getRoleMappingsStream))
                .toList());
        return RoleUtils.expandCompositeRoles(direct);
    }
}
