package io.github.keycloakassume.assumption.model;

import java.util.Objects;

/**
 * An organization as a tenant of its own.
 *
 * @param trial whether it is a trial: always open to the vendor, and not switchable
 * @param controlled whether it took control: then no administrator of the realm grants for it any more
 * @param version of the row, which a change is made upon; the store counts it, 0 as long as nobody has changed anything
 */
public record Tenant(String realmId, String organizationId, boolean trial, boolean controlled, int version) {

    public Tenant {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(organizationId, "organizationId");
    }

    /** One about which nobody has decided anything. */
    public static Tenant untouched(String realmId, String organizationId) {
        return new Tenant(realmId, organizationId, false, false, 0);
    }

    /** The same, having taken control, or given it back. */
    public Tenant withControlled(boolean nowControlled) {
        return new Tenant(realmId, organizationId, trial, nowControlled, version);
    }

    /** The same, a trial or not one any more. */
    public Tenant withTrial(boolean nowTrial) {
        return new Tenant(realmId, organizationId, nowTrial, controlled, version);
    }
}
