package io.github.keycloakassume.impersonation.model;

import java.util.Objects;

/**
 * Of what subjects are told by mail.
 *
 * @param own when an administrator of their own realm was they
 * @param vendor when somebody from elsewhere was they, or anybody by a grant
 */
public record Notifications(Notify own, Notify vendor) {

    public Notifications {
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(vendor, "vendor");
    }

    /** Of what the subject of that one is told. */
    public Notify of(Impersonation impersonation) {
        boolean ofThisRealm = impersonation.impersonator().realmId().equals(impersonation.realmId());
        return ofThisRealm && impersonation.grant() == null ? own : vendor;
    }
}
