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
 * @param organizationId only those that this organization may know of: what it has decided on, and what is about all of it
 * @param isAboutMember whether the target is one of its members: then also what the member or the realm has decided on
 * @param standing only those in force, or only those that are over
 */
public record GrantFilter(
        String realmId,
        Instant now,
        @Nullable ScopeKind scopeKind,
        @Nullable String targetId,
        @Nullable String granteeUserId,
        @Nullable String organizationId,
        boolean isAboutMember,
        @Nullable Standing standing) {

    public GrantFilter {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(now, "now");
    }

    /** All of a realm. */
    public static GrantFilter all(String realmId, Instant now) {
        return new GrantFilter(realmId, now, null, null, null, null, false, null);
    }

    /** The same, of one scope alone. */
    public GrantFilter within(Scope scope) {
        return new GrantFilter(
                realmId, now, scope.kind(), scope.targetId(), granteeUserId, organizationId, isAboutMember, standing);
    }

    /** The same, of those in force. */
    public GrantFilter inForce() {
        return standing(Standing.ACTIVE);
    }

    /** The same, of those alone that name that user. */
    public GrantFilter namingUser(String userId) {
        return new GrantFilter(realmId, now, scopeKind, targetId, userId, organizationId, isAboutMember, standing);
    }

    /** The same, of those alone that are in force, or that are over; of both for null. */
    public GrantFilter standing(@Nullable Standing which) {
        return new GrantFilter(realmId, now, scopeKind, targetId, granteeUserId, organizationId, isAboutMember, which);
    }

    /** The same, of those alone that an organization may know of. */
    public GrantFilter knownTo(String organization, boolean aboutMember) {
        return new GrantFilter(realmId, now, scopeKind, targetId, granteeUserId, organization, aboutMember, standing);
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
