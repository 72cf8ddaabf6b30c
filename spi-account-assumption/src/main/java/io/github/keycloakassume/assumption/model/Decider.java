package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.impersonation.model.Person;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;

/** Somebody who may decide on grants: whose grants, says the kind he is of. He is never vendor and never impersonated. */
public sealed interface Decider {

    Person person();

    /** In whose name he decides. */
    default Authority authority() {
        if (this instanceof OfOrganization) {
            return Authority.ORGANIZATION;
        }
        return this instanceof OfUser ? Authority.USER : Authority.REALM;
    }

    /** An administrator of the tenant. */
    record OfRealm(Person person) implements Decider {}

    /** An administrator of one organization. */
    record OfOrganization(Person person, String organizationId) implements Decider {}

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
            throw new RefusedException(Refusal.SCOPE_INVALID);
        }
        if (tenancy.isTrial()) {
            throw new RefusedException(Refusal.TRIAL);
        }
        if (this instanceof OfRealm && tenancy.isUnderOwnControl()) {
            throw new RefusedException(Refusal.ORGANIZATION_DECIDES_ITSELF);
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
            return scope.kind() == ScopeKind.USER && scope.targetId().equals(person().userId());
        }
        return true;
    }

    /**
     * Lets him end a grant or a denial. A user's own denial is the user's, and what others deny for him is not; any grant whose scope is his to decide on he may
     * end, also where he could not give it any more.
     *
     * @throws RefusedException {@code grant-not-yours}
     */
    default void requireEnding(Grant grant, Tenancy tenancy) {
        boolean isDenial = grant.terms().effect() == Effect.DENY;
        boolean bySubject = grant.scope().kind() == ScopeKind.USER
                && grant.decidedBy().userId().equals(grant.scope().targetId());
        boolean ofOthers = this instanceof OfRealm && tenancy.isUnderOwnControl();
        if (isDenial && (bySubject != this instanceof OfUser || ofOthers)) {
            throw new RefusedException(Refusal.GRANT_NOT_YOURS);
        }
    }
}
