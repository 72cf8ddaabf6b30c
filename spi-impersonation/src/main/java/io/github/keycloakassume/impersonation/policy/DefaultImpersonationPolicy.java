package io.github.keycloakassume.impersonation.policy;

import static io.github.keycloakassume.impersonation.model.Decision.allowed;
import static io.github.keycloakassume.impersonation.model.Decision.refused;

import io.github.keycloakassume.impersonation.keycloak.AdminRoleIds;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.roles.RoleTrust;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import org.keycloak.models.UserModel;

/**
 * The policy that always applies. Whoever has no right at all learns nothing about the subject; whoever has one is told
 * what stands against this subject.
 */
final class DefaultImpersonationPolicy implements ImpersonationPolicy {

    private final RoleTrust roles;

    DefaultImpersonationPolicy(RoleTrust roles) {
        this.roles = roles;
    }

    @Override
    public Decision decide(ImpersonationAttempt attempt) {
        Impersonator impersonator = attempt.impersonator();
        UserModel subject = attempt.subject();
        return fromHereOrMaster(attempt)
                .and(() -> knownRight(impersonator, subject))
                .and(() -> notOneself(impersonator, subject))
                .and(() -> person(subject))
                .and(() -> unprotected(subject))
                .and(() -> noMorePrivileged(attempt))
                .and(() -> stockAgrees(impersonator, subject))
                .and(() -> enabled(subject));
    }

    private static Decision fromHereOrMaster(ImpersonationAttempt attempt) {
        Impersonator impersonator = attempt.impersonator();
        boolean known = attempt.realm().getId().equals(impersonator.realm().getId())
                || impersonator.isFromAdministrationRealm();
        return known ? allowed() : refused(Refusal.OTHER_REALM);
    }

    private static Decision knownRight(Impersonator impersonator, UserModel subject) {
        if (!impersonator.user().isEnabled()) {
            return refused(Refusal.IMPERSONATION_NOT_ALLOWED);
        }
        boolean right = impersonator.holdsImpersonationRole() || impersonator.mayImpersonate(subject);
        return right ? allowed() : refused(Refusal.IMPERSONATION_NOT_ALLOWED);
    }

    private static Decision notOneself(Impersonator impersonator, UserModel subject) {
        return impersonator.user().getId().equals(subject.getId()) ? refused(Refusal.SELF_IMPERSONATION) : allowed();
    }

    private static Decision person(UserModel subject) {
        return subject.getServiceAccountClientLink() == null ? allowed() : refused(Refusal.SERVICE_ACCOUNT);
    }

    private Decision unprotected(UserModel subject) {
        return roles.isProtected(subject) ? refused(Refusal.SUBJECT_PROTECTED) : allowed();
    }

    /** CVE-2026-17526: up to 26.7.3 stock lets that role climb to realm administrators. */
    private static Decision noMorePrivileged(ImpersonationAttempt attempt) {
        boolean covered = AdminRoleIds.covers(attempt.impersonator(), attempt.subject(), attempt.realm());
        return covered ? allowed() : refused(Refusal.SUBJECT_MORE_PRIVILEGED);
    }

    private static Decision stockAgrees(Impersonator impersonator, UserModel subject) {
        return impersonator.mayImpersonate(subject) ? allowed() : refused(Refusal.IMPERSONATION_NOT_ALLOWED);
    }

    private static Decision enabled(UserModel subject) {
        return subject.isEnabled() ? allowed() : refused(Refusal.USER_DISABLED);
    }
}
