package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;

/** Somebody who may decide on grants: whose grants, says the kind he is of. He is never vendor and never impersonated. */
public sealed interface Decider {

    Person person();

    /** In whose name that is decided. */
    default Owner owner() {
        if (this instanceof OfOrganization of) {
            return Owner.organization(of.organizationId());
        }
        return this instanceof OfUser ? Owner.USER : Owner.REALM;
    }

    /** An administrator of the tenant. */
    record OfRealm(Person person) implements Decider {}

    /**
     * An administrator of one organization.
     *
     * @param takesAwayOnly whether they may end grants and deny, and nothing that lets a vendor in
     */
    record OfOrganization(Person person, String organizationId, boolean takesAwayOnly) implements Decider {

        public OfOrganization(Person person, String organizationId) {
            this(person, organizationId, false);
        }
    }

    /** A user, about his own account. */
    record OfUser(Person person) implements Decider {}

    /**
     * Lets him decide on grants of that scope.
     *
     * @param tenancy what is known of the tenants that the scope touches
     * @throws RefusedException {@code scope-invalid} where that is not his to decide on, {@code trial} where nobody decides,
     *     {@code organization-decides-itself} where somebody else does
     */
    default void requireScope(Scope scope, Tenancy tenancy) {
        if (!reaches(scope, tenancy)) {
            throw new RefusedException(GrantRefusal.SCOPE_INVALID);
        }
        if (tenancy.isTrial()) {
            throw new RefusedException(GrantRefusal.TRIAL);
        }
        if (this instanceof OfRealm && tenancy.isUnderOwnControl()) {
            throw new RefusedException(GrantRefusal.ORGANIZATION_DECIDES_ITSELF);
        }
    }

    /** Whether they decide in full: may let a vendor in, end a denial, and take control for their organization. */
    default boolean mayWiden() {
        return !(this instanceof OfOrganization of && of.takesAwayOnly());
    }

    /**
     * Lets only those pass who decide in full.
     *
     * @throws RefusedException {@code not-allowed}
     */
    default void requireWidening() {
        if (!mayWiden()) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
    }

    private boolean reaches(Scope scope, Tenancy tenancy) {
        if (this instanceof OfOrganization of) {
            return switch (scope.kind()) {
                case REALM -> false;
                case ORGANIZATION -> scope.targetId().equals(of.organizationId());
                case USER -> tenancy.organizations().contains(of.organizationId());
            };
        }
        if (this instanceof OfUser) {
            return scope.isUser(person().userId());
        }
        return true;
    }

    /**
     * Lets them end a grant or a denial. Any grant whose scope is theirs to decide on they may end, also where they could
     * not give it any more. A user's own denial is the user's alone, and what others deny for a user is not the user's; an
     * organization's is that organization's, and the realm's administrators' only as long as no organization of the subject
     * has taken control. One whose organization is not known is for the realm's administrators, else nobody could end it.
     *
     * @throws RefusedException {@code grant-not-yours}
     */
    default void requireEnding(Grant grant, Tenancy tenancy) {
        if (grant.terms().effect() == Effect.DENY && !(mayWiden() && mayEndDenialOf(grant.owner(), tenancy))) {
            throw new RefusedException(GrantRefusal.GRANT_NOT_YOURS);
        }
    }

    private boolean mayEndDenialOf(Owner denying, Tenancy tenancy) {
        if (denying.authority() == Authority.USER || this instanceof OfUser) {
            return denying.authority() == Authority.USER && this instanceof OfUser;
        }
        if (this instanceof OfOrganization own) {
            // Not "what it may see": a wider sight must not become a wider right.
            return denying.authority() == Authority.REALM || denying.isOrganization(own.organizationId());
        }
        return denying.organizationId() == null || !tenancy.isUnderOwnControl();
    }
}
