package io.github.keycloakassume.core.model;

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

    /** The holdings that are new: what now passes on one of our roles. */
    public Set<RoleHolding> given() {
        return without(after, before);
    }

    /** The holdings of one of our roles that are gone. */
    public Set<RoleHolding> taken(OurRole role) {
        return without(before, after).stream()
                .filter(holding -> holding.role().equals(role))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<RoleHolding> without(Set<RoleHolding> all, Set<RoleHolding> some) {
        Set<RoleHolding> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
