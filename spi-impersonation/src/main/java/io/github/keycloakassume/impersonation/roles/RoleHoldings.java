package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.keycloak.Administration;
import io.github.keycloakassume.impersonation.model.KnownRole;
import io.github.keycloakassume.impersonation.model.RoleHolding;
import io.github.keycloakassume.impersonation.model.RoleHolding.Kind;
import io.github.keycloakassume.impersonation.store.KnownRoleStore;
import io.github.keycloakassume.impersonation.store.RoleTables;
import io.github.keycloakassume.impersonation.store.RoleTables.Pair;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What in a realm passes our roles on: roles that contain them, groups, default groups, and federated users. Keycloak's
 * own users are not among them: Keycloak tells of every change to them, and there may be many.
 */
final class RoleHoldings {

    private final RealmModel realm;
    private final Set<String> everything;
    private final KnownRoleStore known;
    private final RoleTables tables;

    RoleHoldings(KeycloakSession session, RealmModel realm) {
        this.realm = realm;
        this.everything = new Administration(session, realm).everythingIds();
        this.known = new KnownRoleStore(session);
        this.tables = new RoleTables(session);
    }

    /** As they are now, changes of this transaction included. */
    Set<RoleHolding> now() {
        tables.flush();
        List<KnownRole> ours = known.atHomeIn(realm.getId());
        Map<String, Set<KnownRole>> roles = new HashMap<>();
        ours.forEach(role -> roles.put(role.roleId(), new HashSet<>(Set.of(role))));
        spread(roles, this::containersOf);
        Map<String, Set<KnownRole>> groups = passedOn(tables.groupsWith(roles.keySet()), roles);
        spread(groups, tables::groupsBelow);
        Map<String, Set<KnownRole>> users = passedOn(tables.federatedUsersWith(roles.keySet()), roles);
        passedOn(tables.federatedUsersIn(groups.keySet()), groups)
                .forEach((user, held) -> users.merge(user, held, RoleHoldings::union));

        Set<RoleHolding> all = new HashSet<>(names(ours));
        ours.forEach(role -> roles.remove(role.roleId()));
        all.addAll(holdings(Kind.ROLE, roles));
        all.addAll(holdings(Kind.GROUP, groups));
        groups.keySet().retainAll(defaultGroups());
        all.addAll(holdings(Kind.DEFAULT_GROUP, groups));
        all.addAll(holdings(Kind.FEDERATED_USER, users));
        return all;
    }

    private Set<RoleHolding> names(List<KnownRole> ours) {
        Map<String, String> names = tables
                .names(ours.stream().map(KnownRole::roleId).toList())
                .stream()
                .collect(Collectors.toMap(Pair::holder, Pair::held));
        return ours.stream()
                .filter(role -> names.containsKey(role.roleId()))
                .map(role ->
                        new RoleHolding(Kind.NAME, names.getOrDefault(role.roleId(), ""), role.role(), role.roleId()))
                .collect(Collectors.toSet());
    }

    /** What means all of a realm contains our roles by design. */
    private List<Pair> containersOf(Collection<String> roles) {
        return tables.parentsOf(roles).stream()
                .filter(pair -> !everything.contains(pair.holder()))
                .toList();
    }

    private Set<String> defaultGroups() {
        return realm.getDefaultGroupsStream().map(GroupModel::getId).collect(Collectors.toSet());
    }

    /** Whoever has something that holds our roles holds them too. */
    private static Map<String, Set<KnownRole>> passedOn(List<Pair> pairs, Map<String, Set<KnownRole>> held) {
        Map<String, Set<KnownRole>> passed = new HashMap<>();
        pairs.forEach(pair -> passed.computeIfAbsent(pair.holder(), holder -> new HashSet<>())
                .addAll(held.getOrDefault(pair.held(), Set.of())));
        return passed;
    }

    /** Passes on, step by step, until nobody gets anything new; so circles end. */
    private static void spread(Map<String, Set<KnownRole>> held, Function<Collection<String>, List<Pair>> next) {
        Set<String> open = new HashSet<>(held.keySet());
        while (!open.isEmpty()) {
            Set<String> changed = new HashSet<>();
            passedOn(next.apply(open), held).forEach((holder, passed) -> {
                if (held.computeIfAbsent(holder, key -> new HashSet<>()).addAll(passed)) {
                    changed.add(holder);
                }
            });
            open = changed;
        }
    }

    private static Set<KnownRole> union(Set<KnownRole> some, Set<KnownRole> others) {
        Set<KnownRole> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Set<RoleHolding> holdings(Kind kind, Map<String, Set<KnownRole>> held) {
        return held.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(role -> new RoleHolding(kind, entry.getKey(), role.role(), role.roleId())))
                .collect(Collectors.toSet());
    }
}
