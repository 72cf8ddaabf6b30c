package io.github.keycloakassume.impersonation.policy;

import static io.github.keycloakassume.impersonation.model.Decision.allowed;
import static io.github.keycloakassume.impersonation.model.Decision.refused;

import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.roles.RoleTrust;
import io.github.keycloakassume.impersonation.keycloak.AdminRoleIds;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Optional;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The policy that always applies. Whoever has no right at all learns nothing about the subject; whoever has one is told
 * what stands against this subject.
 */
final class DefaultImpersonationPolicy implements ImpersonationPolicy {

    private final KeycloakSession session;
    private final RoleTrust roles;

    DefaultImpersonationPolicy(KeycloakSession session) {
        this.session = session;
        this.roles = new RoleTrust(session);
    }

    /** Without the role, and not vendor staff, only fine-grained permissions could let somebody in. */
    @Override
    public Optional<Refusal> refusesAll(RealmModel realm, Impersonator impersonator) {
        boolean dependsOnTheSubject = impersonator.holdsImpersonationRole()
                || isVendorStaff(impersonator, realm)
                || hasFineGrainedPermissions(realm);
        return dependsOnTheSubject ? Optional.empty() : Optional.of(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED);
    }

    @Override
    public Decision decide(ImpersonationAttempt attempt) {
        Impersonator impersonator = attempt.impersonator();
        UserModel subject = attempt.subject();
        boolean isVendorStaff = isVendorStaff(impersonator, attempt.realm());
        return fromHereOrMaster(attempt)
                .and(() -> knownRight(attempt, isVendorStaff))
                .and(() -> notOneself(impersonator, subject))
                .and(() -> person(subject))
                .and(() -> unprotected(attempt))
                .and(() -> noMorePrivileged(attempt))
                .and(() -> stockAgrees(attempt, isVendorStaff))
                .and(() -> enabled(subject));
    }

    /** Whether a user exists is told only to those who could impersonate somebody. */
    @Override
    public Optional<Refusal> unknownSubject(RealmModel realm, Impersonator impersonator) {
        return impersonator.holdsImpersonationRole()
                ? Optional.empty()
                : Optional.of(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED);
    }

    private static Decision fromHereOrMaster(ImpersonationAttempt attempt) {
        Impersonator impersonator = attempt.impersonator();
        boolean known = attempt.realm().getId().equals(impersonator.realm().getId())
                || impersonator.isFromAdministrationRealm();
        return known ? allowed() : refused(ImpersonationRefusal.OTHER_REALM);
    }

    /** Vendor staff have theirs only with a grant, which {@code Policies} sees to. */
    private static Decision knownRight(ImpersonationAttempt attempt, boolean isVendorStaff) {
        Impersonator impersonator = attempt.impersonator();
        UserModel subject = attempt.subject();
        if (!impersonator.user().isEnabled()) {
            return refused(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED);
        }
        boolean right = impersonator.holdsImpersonationRole() || impersonator.mayImpersonate(subject) || isVendorStaff;
        return right ? allowed() : refused(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED);
    }

    private static Decision notOneself(Impersonator impersonator, UserModel subject) {
        return impersonator.user().getId().equals(subject.getId())
                ? refused(ImpersonationRefusal.SELF_IMPERSONATION)
                : allowed();
    }

    private static Decision person(UserModel subject) {
        return subject.getServiceAccountClientLink() == null
                ? allowed()
                : refused(ImpersonationRefusal.SERVICE_ACCOUNT);
    }

    private Decision unprotected(ImpersonationAttempt attempt) {
        return roles.isProtected(attempt.realm(), attempt.subject())
                ? refused(ImpersonationRefusal.SUBJECT_PROTECTED)
                : allowed();
    }

    /** CVE-2026-17526: up to 26.7.3 stock lets that role climb to realm administrators. */
    private Decision noMorePrivileged(ImpersonationAttempt attempt) {
        boolean covered = AdminRoleIds.covers(session, attempt.impersonator(), attempt.subject(), attempt.realm());
        return covered ? allowed() : refused(ImpersonationRefusal.SUBJECT_MORE_PRIVILEGED);
    }

    private static Decision stockAgrees(ImpersonationAttempt attempt, boolean isVendorStaff) {
        Impersonator impersonator = attempt.impersonator();
        boolean agrees = impersonator.mayImpersonate(attempt.subject()) || isVendorStaff;
        return agrees ? allowed() : refused(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED);
    }

    /** In either of Keycloak's versions. */
    private static boolean hasFineGrainedPermissions(RealmModel realm) {
        return realm.isAdminPermissionsEnabled() || Profile.isFeatureEnabled(Profile.Feature.ADMIN_FINE_GRAINED_AUTHZ);
    }

    private boolean isVendorStaff(Impersonator impersonator, RealmModel realm) {
        return roles.holds(impersonator, OurRole.ASSUME_ACCOUNTS, realm);
    }

    private static Decision enabled(UserModel subject) {
        return subject.isEnabled() ? allowed() : refused(ImpersonationRefusal.USER_DISABLED);
    }
}
