package io.github.keycloakassume.assumption.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which grants somebody wants to see; null means whatever.
 *
 * @param now the moment that it is in force at, or not
 * @param scopeKind only those of this kind of scope
 * @param targetId only those about the realm, organization or user of this id
 * @param granteeUserId only those that name this user
 * @param standing only those in force, or only those that are over
 */
public record GrantFilter(
        String realmId,
        Instant now,
        @Nullable ScopeKind scopeKind,
        @Nullable String targetId,
        @Nullable String granteeUserId,
        @Nullable Standing standing) {

    public GrantFilter {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(now, "now");
    }

    /** All of a realm. */
    public static GrantFilter all(String realmId, Instant now) {
        return new GrantFilter(realmId, now, null, null, null, null);
    }

    /** The same, of one scope alone. */
    public GrantFilter within(Scope scope) {
        return new GrantFilter(realmId, now, scope.kind(), scope.targetId(), granteeUserId, standing);
    }

    /** The same, of those in force. */
    public GrantFilter inForce() {
        return new GrantFilter(realmId, now, scopeKind, targetId, granteeUserId, Standing.ACTIVE);
    }

    /** The same, of those alone that name that user. */
    public GrantFilter namingUser(String userId) {
        return new GrantFilter(realmId, now, scopeKind, targetId, userId, standing);
    }

    /** Whether it lets through whatever a grant says of whom it names. */
    public boolean mayName(Grant grant) {
        Grantee grantee = grant.terms().grantee();
        return granteeUserId == null
                || (grantee != null
                        && grantee.kind() == GranteeKind.USER
                        && grantee.id().equals(granteeUserId));
    }

    /** Whether a grant is in force. */
    public enum Standing {
        /** In force. */
        ACTIVE,
        /** Over, in whatever way. */
        ENDED;

        /** The name on the wire: {@code active} or {@code ended}. */
        public String wireName() {
            return WireNames.of(this);
        }

        /** The one of that wire name, empty when there is none. */
        public static Optional<Standing> ofWireName(String wireName) {
            return WireNames.find(values(), Standing::wireName, wireName);
        }
    }
}
