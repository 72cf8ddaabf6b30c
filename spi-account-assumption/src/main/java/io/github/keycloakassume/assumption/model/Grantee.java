package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.RefusedException;
import java.util.Objects;

/**
 * Those of the vendor who may act under a grant, or one thing that somebody is: a grant is his when what it names is
 * among what he is.
 *
 * @param realmId id of the realm that has the role, group, user or identity provider: the subject's, or master
 * @param id id of the role, group or user, alias of the identity provider
 */
public record Grantee(GranteeKind kind, String realmId, String id) {

    public Grantee {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(realmId, "realmId");
        if (id.isBlank()) {
            throw new RefusedException(GrantRefusal.GRANTEE_INVALID);
        }
    }
}
