package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.store.KnownRoleStore;
import io.github.keycloakassume.core.store.RoleTables;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The people of a realm who hold one of our roles for it, for mails to them. What they may do is {@link RoleTrust}'s to say. */
public final class RoleHolders {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RoleTables tables;

    public RoleHolders(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.tables = new RoleTables(session);
    }

    /**
     * The realm's own users who hold the role, enabled people only: directly, by a composite such as {@code realm-admin},
     * or by a group.
     *
     * @param most how many at most
     */
    public List<UserModel> of(OurRole role, int most) {
        Set<String> own = new KnownRoleStore(session)
                .atHomeIn(realm.getId()).stream()
                        .filter(known ->
                                known.role().equals(role) && known.realmId().equals(realm.getId()))
                        .map(KnownRole::roleId)
                        .collect(Collectors.toSet());
        Set<String> roles = reachable(own, tables::parentsOf);
        return users(roles, most);
    }

    /** The same of any role of the realm, by its id. */
    public List<UserModel> of(String roleId, int most) {
        return users(reachable(Set.of(roleId), tables::parentsOf), most);
    }

    /** Those of them who are members of an organization. */
    public List<UserModel> of(String roleId, OrganizationModel organization, int most) {
        Set<String> roles = reachable(Set.of(roleId), tables::parentsOf);
        return users(
                tables.membersWith(organization.getId(), roles, most),
                tables.membersIn(organization.getId(), groupsWith(roles), most),
                most);
    }

    private List<UserModel> users(Set<String> roles, int most) {
        return users(tables.usersWith(roles, most), tables.usersIn(groupsWith(roles), most), most);
    }

    private Set<String> groupsWith(Set<String> roles) {
        return reachable(
                tables.groupsWith(roles).stream()
                        .map(RoleTables.Pair::holder)
                        .filter(this::givesRights)
                        .collect(Collectors.toSet()),
                tables::groupsBelow);
    }

    /** Those of organizations do not, nor those below them, which are of organizations too. */
    private boolean givesRights(String groupId) {
        @Nullable GroupModel group = realm.getGroupById(groupId);
        return group != null && UserRoles.isOfRealm(group);
    }

    private List<UserModel> users(List<String> directly, List<String> byGroup, int most) {
        return Stream.concat(directly.stream(), byGroup.stream())
                .distinct()
                .map(id -> session.users().getUserById(realm, id))
                .filter(Objects::nonNull)
                .filter(user -> user.isEnabled() && user.getServiceAccountClientLink() == null)
                .limit(most)
                .toList();
    }

    private static Set<String> reachable(
            Set<String> from, Function<Collection<String>, List<RoleTables.Pair>> onwards) {
        Set<String> all = new HashSet<>(from);
        Set<String> last = from;
        while (!last.isEmpty()) {
            last = onwards.apply(last).stream()
                    .map(RoleTables.Pair::holder)
                    .filter(all::add)
                    .collect(Collectors.toSet());
        }
        return all;
    }
}
