package io.github.keycloakassume.assumption.model;

import java.util.Set;

/**
 * What is noted of some organizations, by id.
 *
 * @param controlled those that took control
 * @param trials those that are trials
 */
public record TenantMarks(Set<String> controlled, Set<String> trials) {

    /** That of none. */
    public static final TenantMarks NONE = new TenantMarks(Set.of(), Set.of());

    public TenantMarks {
        controlled = Set.copyOf(controlled);
        trials = Set.copyOf(trials);
    }
}
