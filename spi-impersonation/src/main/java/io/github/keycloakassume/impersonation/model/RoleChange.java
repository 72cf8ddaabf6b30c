package io.github.keycloakassume.impersonation.model;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a request did to the holdings of our roles.
 *
 * @param before the holdings before it
 * @param after those after it
 */
public record RoleChange(Set<RoleHolding> before, Set<RoleHolding> after) {

    public RoleChange {
        before = Set.copyOf(before);
        after = Set.copyOf(after);
    }

    /** Ids of those of our roles that it gave to something. A role that is renamed is given to nobody. */
    public Set<String> given() {
        return without(after, before).stream()
                .filter(holding -> holding.kind() != RoleHolding.Kind.NAME)
                .map(RoleHolding::roleId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What it took away that protects somebody: our role itself, or the role whose holder is protected. */
    public Set<RoleHolding> taken() {
        return without(before, after).stream()
                .filter(holding -> holding.kind() == RoleHolding.Kind.NAME
                        || holding.role().protectsItsHolder())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<RoleHolding> without(Set<RoleHolding> all, Set<RoleHolding> some) {
        Set<RoleHolding> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
