package io.github.keycloakassume.assumption.model;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who decided on a grant or a denial, and so for how long it holds: as long as that one may decide about the subject. It is
 * what counts, whoever the person was that spoke for it.
 *
 * @param authority what kind of owner it is
 * @param organizationId id of the organization, if it is one; null when it is one whose id was not kept, of a grant for a
 *     single user from before there were owners
 */
public record Owner(Authority authority, @Nullable String organizationId) {

    /** The realm's administrators. */
    public static final Owner REALM = new Owner(Authority.REALM, null);

    /** The user whom it is about. */
    public static final Owner USER = new Owner(Authority.USER, null);

    /** An organization whose id was not kept. It lets no vendor in; what it denies stays denied. */
    public static final Owner UNKNOWN_ORGANIZATION = new Owner(Authority.ORGANIZATION, null);

    public Owner {
        Objects.requireNonNull(authority, "authority");
        if (organizationId != null && (authority != Authority.ORGANIZATION || organizationId.isBlank())) {
            throw new IllegalArgumentException(authority + " " + organizationId);
        }
    }

    /** The administrators of the organization of that id. */
    public static Owner organization(String id) {
        return new Owner(Authority.ORGANIZATION, id);
    }

    /**
     * The owner that a row tells of, also one that a node of version 0.1.0 has written during a rolling update: it does not know
     * of organizations' ids, leaves the one that is there as it is, and means with an organization about all of itself that one.
     *
     * @param organizationId as it is kept with the row
     */
    public static Owner ofRow(Authority authority, @Nullable String organizationId, Scope scope) {
        return switch (authority) {
            case REALM -> REALM;
            case USER -> USER;
            case ORGANIZATION ->
                scope.kind() == ScopeKind.ORGANIZATION
                        ? organization(scope.targetId())
                        : new Owner(authority, organizationId);
        };
    }

    /** Whether it is the organization of that id. */
    public boolean isOrganization(String id) {
        return id.equals(organizationId);
    }

    /**
     * Whether it may let a vendor in to a subject who is where these say: the realm as long as no organization of the
     * subject has taken control, an organization while the subject is a member and it is in use, the user always.
     */
    public boolean mayAllow(Belonging subject) {
        return switch (authority) {
            case REALM -> subject.controlled().isEmpty();
            case ORGANIZATION -> organizationId != null && subject.inUse().contains(organizationId);
            case USER -> true;
        };
    }

    /**
     * The organizations that must have granted the same besides, before it lets a vendor in: an organization does not open
     * an account that another one controls, too. The user's own word needs none.
     */
    public Set<String> needsConsentOf(Belonging subject) {
        if (authority != Authority.ORGANIZATION) {
            return Set.of();
        }
        Set<String> others = new HashSet<>(subject.controlled());
        others.remove(organizationId);
        return others;
    }

    /** Whether that decider gets to see what it decided: no organization is told of another's members. */
    public boolean isKnownTo(Decider decider) {
        return !(decider instanceof Decider.OfOrganization own)
                || authority != Authority.ORGANIZATION
                || own.organizationId().equals(organizationId);
    }

    /** Keeps an organization's grants to itself and its members, and a user's to the user. */
    void requireScope(Scope scope) {
        boolean fits = switch (authority) {
            case REALM -> true;
            case ORGANIZATION ->
                scope.kind() == ScopeKind.USER
                        || (scope.kind() == ScopeKind.ORGANIZATION
                                && scope.targetId().equals(organizationId));
            case USER -> scope.kind() == ScopeKind.USER;
        };
        if (!fits) {
            throw new IllegalArgumentException(this + " decides nothing about " + scope);
        }
    }
}
