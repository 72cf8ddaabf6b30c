package io.github.keycloakassume.assumption.model;

import java.util.Set;

/**
 * Which organizations a subject is in at this moment, by id. One that was removed is none of them.
 *
 * @param organizations all of them, disabled ones too
 * @param inUse those that are neither disabled themselves nor with all of the realm's
 * @param controlled those that have taken control: they decide for their members, and not the realm's administrators; also
 *     while they are disabled
 */
public record Belonging(Set<String> organizations, Set<String> inUse, Set<String> controlled) {

    /** That of somebody who is in no organization. */
    public static final Belonging NOWHERE = new Belonging(Set.of(), Set.of(), Set.of());

    public Belonging {
        organizations = Set.copyOf(organizations);
        inUse = Set.copyOf(inUse);
        controlled = Set.copyOf(controlled);
        if (!organizations.containsAll(inUse) || !organizations.containsAll(controlled)) {
            throw new IllegalArgumentException("an organization that the subject is not in");
        }
    }
}
