package io.github.keycloakassume.assumption.model;

import java.util.Set;

/**
 * What counts of the tenants that a scope touches.
 *
 * @param organizations ids of the organizations it touches: the one it names, or those of the user it names
 * @param isTrial whether the tenant that the scope names is a trial: always open, and not switchable
 * @param isUnderOwnControl whether one of these organizations decides for itself
 */
public record Tenancy(Set<String> organizations, boolean isTrial, boolean isUnderOwnControl) {

    public Tenancy {
        organizations = Set.copyOf(organizations);
    }
}
