package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.RoleKind;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.spi.ActingUser;
import io.github.keycloakassume.core.store.KnownRoleStore;
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

    private static final String NO_ROLE = "none";

    private final KeycloakSession session;
    private final KnownRoleStore known;
    private final MappedRoles mapped;

    public RoleTrust(KeycloakSession session) {
        this.session = session;
        this.known = new KnownRoleStore(session);
        this.mapped = new MappedRoles(session);
    }

    /** Whether a user who acts may do in a realm what the role is for, in whatever way they come. */
    public boolean holds(ActingUser acting, OurRole role, RealmModel realm) {
        return held(acting.realm(), acting.user()).stream()
                .filter(held -> held.role().equals(role) && held.realmId().equals(realm.getId()))
                .map(held -> acting.realm().getRoleById(held.roleId()))
                .anyMatch(held -> held != null && acting.isInScope(held));
    }

    /** The same for a caller of the Admin API, whose application must be allowed to use the role, too. */
    public boolean holds(AdminCaller caller, OurRole role) {
        return held(caller.home(), caller.user()).stream()
                .filter(held -> held.role().equals(role)
                        && held.realmId().equals(caller.realm().getId()))
                .anyMatch(held -> caller.isInScope(held.roleId()));
    }

    /**
     * Whether no one may become that user. Here a role counts wherever they have it from, a directory or a group of an
     * organization too: that can only protect them more.
     *
     * @param home the realm they belong to
     */
    public boolean isProtected(RealmModel home, UserModel user) {
        return limits(home, user, Set.of()).stream()
                .anyMatch(held -> held.role().equals(OurRole.NOT_IMPERSONATABLE));
    }

    /**
     * Asks what {@link #isProtected} asks of users who hold a role that may be ours, and of no one else, so that an answer about
     * another user takes no less time.
     */
    public void askAsOfHolder() {
        known.among(Set.of(NO_ROLE));
    }

    /**
     * Whether a user is vendor staff in a realm by {@code assume-accounts}, who decide nothing there and impersonate under a
     * grant only. A limit, so it counts wherever they have it from; what it lets them do is for {@link #holds} to say.
     *
     * @param home the realm they belong to: that realm, or master
     */
    public boolean isVendorStaff(RealmModel home, UserModel user, RealmModel realm) {
        return isStaff(limits(home, user, Set.of()), realm) && isStaff(limits(home, user, mapped.ended(user)), realm);
    }

    /** The same of any realm at all: vendor staff of one pass the role on in none. */
    boolean isVendorStaff(RealmModel home, UserModel user) {
        return limits(home, user, Set.of()).stream().anyMatch(RoleTrust::isStaff)
                && limits(home, user, mapped.ended(user)).stream().anyMatch(RoleTrust::isStaff);
    }

    private static boolean isStaff(KnownRole role) {
        return role.role().equals(OurRole.ASSUME_ACCOUNTS);
    }

    private static boolean isStaff(List<KnownRole> held, RealmModel realm) {
        return held.stream()
                .anyMatch(role -> role.role().equals(OurRole.ASSUME_ACCOUNTS)
                        && role.realmId().equals(realm.getId()));
    }

    private List<KnownRole> limits(RealmModel home, UserModel user, Set<String> without) {
        return ours(UserRoles.limits(session, home, user, without));
    }

    /** No query for nearly everybody: a role that may be ours is rare. */
    private List<KnownRole> ours(Set<RoleModel> roles) {
        Set<String> candidates = candidates(roles);
        return candidates.isEmpty() ? List.of() : known.among(candidates);
    }

    private static Set<String> candidates(Set<RoleModel> roles) {
        return roles.stream().filter(RoleKind::mayBeOurs).map(RoleModel::getId).collect(Collectors.toSet());
    }

    /**
     * Our roles by which a user may do something, directly or through groups and composites: what Keycloak counts (so no
     * groups of organizations) and has in its own tables as well: what a directory says at each look ({@code LDAP_ONLY}
     * mappers, users who are not kept) no one has been asked about. Not counted is what a mapper of an identity provider gave
     * that may give it no longer, whether or not it was taken back yet.
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
        Set<String> counted = candidates(UserRoles.rights(user));
        if (counted.isEmpty()) {
            return List.of();
        }
        return held(home, user, without, counted);
    }

    private List<KnownRole> held(RealmModel home, UserModel user, Set<String> without, Set<String> counted) {
        List<KnownRole> all = allHeld(home, user, without, counted);
        Set<String> ended = all.stream().anyMatch(held -> held.role().equals(OurRole.ASSUME_ACCOUNTS))
                ? mapped.ended(user)
                : Set.of();
        return ended.isEmpty()
                ? all
                : allHeld(
                        home,
                        user,
                        Stream.concat(without.stream(), ended.stream()).collect(Collectors.toSet()),
                        counted);
    }

    private List<KnownRole> allHeld(RealmModel home, UserModel user, Set<String> without, Set<String> counted) {
        UserRoles.Tables tables = UserRoles.tables(session, user);
        Set<RoleModel> direct = new HashSet<>();
        tables.roles().stream()
                .filter(id -> !without.contains(id))
                .map(home::getRoleById)
                .forEach(direct::add);
        tables.groups().stream()
                .filter(id -> !without.contains(id))
                .map(home::getGroupById)
                .filter(group -> group != null && UserRoles.isOfRealm(group))
                .flatMap(group -> Stream.iterate(group, above -> above != null, GroupModel::getParent))
                .flatMap(GroupModel::getRoleMappingsStream)
                .forEach(direct::add);
        direct.removeIf(Objects::isNull);
        return known.among(RoleUtils.expandCompositeRoles(direct).stream()
                .map(RoleModel::getId)
                .filter(counted::contains)
                .collect(Collectors.toSet()));
    }
}
