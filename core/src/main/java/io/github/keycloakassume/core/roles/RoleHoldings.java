package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.RoleHolding;
import io.github.keycloakassume.core.model.RoleHolding.Kind;
import io.github.keycloakassume.core.store.OldValue.Field;
import io.github.keycloakassume.core.store.RoleTables;
import io.github.keycloakassume.core.store.RoleTables.Pair;
import io.github.keycloakassume.core.store.WriteTransaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What in a realm passes our roles on: roles that contain them, groups, the default role, default groups, and federated
 * users. Keycloak's own users are asked for apart: Keycloak tells of every single change to them, and there may be many.
 */
final class RoleHoldings {

    private final WriteTransaction transaction;
    private final RoleTables tables;
    private final String realmId;
    private final Set<String> everything;

    /**
     * Those of one realm, as one transaction sees them.
     *
     * @param everything ids of the roles that mean all of the realm
     */
    RoleHoldings(WriteTransaction transaction, String realmId, Set<String> everything) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.realmId = realmId;
        this.everything = everything;
    }

    /** As the database says, with these places as they were. */
    Set<RoleHolding> with(OldPlaces places) {
        Map<String, Set<String>> roles = roles();
        Map<String, Set<String>> groups = groups(roles, places);
        Map<String, Set<String>> users = held(tables.federatedUsersWithOurs(realmId));
        add(users, tables.federatedUsersWith(roles.keySet()), roles);
        add(users, tables.federatedUsersIn(groups.keySet()), groups);

        Map<Kind, Map<String, Set<String>>> all = new HashMap<>();
        all.put(Kind.ROLE, roles);
        all.put(Kind.GROUP, groups);
        all.put(Kind.FEDERATED_USER, users);
        all.put(
                Kind.DEFAULT_ROLE,
                among(roles, () -> places.defaults(Field.DEFAULT_ROLE, realmId, tables.defaultRole(realmId))));
        all.put(
                Kind.DEFAULT_GROUP,
                among(groups, () -> places.defaults(Field.DEFAULT_GROUPS, realmId, tables.defaultGroups(realmId))));
        return holdings(all);
    }

    /**
     * The same for Keycloak's own users, but for the default role and the default groups: who puts our roles there decides
     * for all users.
     */
    Set<RoleHolding> users(OldPlaces places) {
        Map<String, Set<String>> roles = roles();
        Map<String, Set<String>> groups = groups(roles, places);
        if (!roles.isEmpty()) {
            roles.keySet().removeAll(places.defaults(Field.DEFAULT_ROLE, realmId, tables.defaultRole(realmId)));
        }
        if (!groups.isEmpty()) {
            groups.keySet().removeAll(places.defaults(Field.DEFAULT_GROUPS, realmId, tables.defaultGroups(realmId)));
        }
        Map<String, Set<String>> users = held(tables.usersWithOurs(realmId));
        add(users, tables.usersWith(roles.keySet()), roles);
        add(users, tables.usersIn(groups.keySet()), groups);
        return holdings(Map.of(Kind.USER, users));
    }

    private Map<String, Set<String>> roles() {
        Map<String, Set<String>> roles =
                held(tables.parentsOfOurs(realmId, everything.isEmpty() ? Set.of("") : everything));
        spread(roles, this::containersOf);
        return roles;
    }

    private Map<String, Set<String>> groups(Map<String, Set<String>> roles, OldPlaces places) {
        Map<String, Set<String>> groups = held(tables.groupsWithOurs(realmId));
        add(groups, tables.groupsWith(roles.keySet()), roles);
        spread(groups, above -> places.groupsBelow(above, tables.groupsBelow(above)));
        return groups;
    }

    /** What means all of a realm contains our roles by design. */
    private List<Pair> containersOf(Collection<String> roles) {
        return tables.parentsOf(roles).stream()
                .filter(pair -> !everything.contains(pair.holder()))
                .toList();
    }

    /** Nearly everywhere nothing has our roles, and nothing more is asked. */
    private static Map<String, Set<String>> among(Map<String, Set<String>> held, Supplier<Set<String>> some) {
        if (held.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<String>> rest = new HashMap<>(held);
        rest.keySet().retainAll(some.get());
        return rest;
    }

    private static Map<String, Set<String>> held(List<Pair> pairs) {
        return pairs.stream()
                .collect(Collectors.groupingBy(
                        Pair::holder,
                        HashMap::new,
                        Collectors.mapping(Pair::held, Collectors.toCollection(HashSet::new))));
    }

    /** Whoever has something that holds our roles holds them too. */
    private static Set<String> add(Map<String, Set<String>> to, List<Pair> pairs, Map<String, Set<String>> held) {
        Set<String> changed = new HashSet<>();
        pairs.forEach(pair -> {
            Set<String> passed = held.getOrDefault(pair.held(), Set.of());
            if (!passed.isEmpty()
                    && to.computeIfAbsent(pair.holder(), holder -> new HashSet<>())
                            .addAll(Set.copyOf(passed))) {
                changed.add(pair.holder());
            }
        });
        return changed;
    }

    /** Passes on, step by step, until nobody gets anything new; so circles end. */
    private static void spread(Map<String, Set<String>> held, Function<Collection<String>, List<Pair>> next) {
        Set<String> open = Set.copyOf(held.keySet());
        while (!open.isEmpty()) {
            open = add(held, next.apply(open), held);
        }
    }

    private Set<RoleHolding> holdings(Map<Kind, Map<String, Set<String>>> all) {
        Set<String> ids = all.values().stream()
                .flatMap(held -> held.values().stream())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        Map<String, KnownRole> known =
                transaction.knownRoles().among(ids).stream().collect(Collectors.toMap(KnownRole::roleId, role -> role));
        return all.entrySet().stream()
                .flatMap(kind -> kind.getValue().entrySet().stream()
                        .flatMap(held -> held.getValue().stream()
                                .map(known::get)
                                .flatMap(Stream::ofNullable)
                                .map(role ->
                                        new RoleHolding(kind.getKey(), held.getKey(), role.role(), role.roleId()))))
                .collect(Collectors.toUnmodifiableSet());
    }
}
