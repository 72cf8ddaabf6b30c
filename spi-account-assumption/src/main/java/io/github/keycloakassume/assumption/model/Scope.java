package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Pseudonym;
import io.github.keycloakassume.core.model.RefusedException;
import java.util.Objects;

/**
 * Whom a grant is about.
 *
 * @param targetId id of the realm, organization or user
 */
public record Scope(ScopeKind kind, String targetId) {

    public Scope {
        Objects.requireNonNull(kind, "kind");
        if (targetId.isBlank()) {
            throw new RefusedException(GrantRefusal.SCOPE_INVALID);
        }
    }

    /** All users of the realm of that id. */
    public static Scope realm(String realmId) {
        return new Scope(ScopeKind.REALM, realmId);
    }

    /** The members of the organization of that id. */
    public static Scope organization(String organizationId) {
        return new Scope(ScopeKind.ORGANIZATION, organizationId);
    }

    /** The user of that id. */
    public static Scope user(String userId) {
        return new Scope(ScopeKind.USER, userId);
    }

    /** Whether it is that user, also one who was removed and has come back with an id that a pseudonym stands for. */
    public boolean isUser(String userId) {
        return kind == ScopeKind.USER && (targetId.equals(userId) || targetId.equals(Pseudonym.id(userId)));
    }

    /** Keeps a realm's scope to that realm. */
    void requireWithin(String realmId) {
        if (kind == ScopeKind.REALM && !targetId.equals(realmId)) {
            throw new RefusedException(GrantRefusal.SCOPE_INVALID);
        }
    }
}
