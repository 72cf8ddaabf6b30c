package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.roles.RoleTrust;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The one decision whether somebody may be somebody else: all policies must agree, and without any nobody may. Vendor staff
 * may only on the basis of a grant: where no policy knows of grants, because the JAR is not there, they may nothing.
 */
public final class Policies {

    private final List<ImpersonationPolicy> policies;
    private final BiPredicate<Impersonator, RealmModel> isVendorStaff;

    public Policies(KeycloakSession session) {
        this(
                session.getAllProviders(ImpersonationPolicy.class).stream()
                        .sorted(Comparator.comparingInt(ImpersonationPolicy::order)
                                .thenComparing(policy -> policy.getClass().getName()))
                        .toList(),
                (impersonator, realm) ->
                        new RoleTrust(session).isVendorStaff(impersonator.realm(), impersonator.user(), realm));
    }

    /**
     * Policies in the order they are asked in.
     *
     * @param isVendorStaff who may nothing without a grant in that realm, whatever else he may
     */
    Policies(List<ImpersonationPolicy> policies, BiPredicate<Impersonator, RealmModel> isVendorStaff) {
        this.policies = policies;
        this.isVendorStaff = isVendorStaff;
    }

    public Decision decide(ImpersonationAttempt attempt) {
        if (policies.isEmpty()) {
            return Decision.refused(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED);
        }
        Decision decision = Decision.allowed();
        for (ImpersonationPolicy policy : policies) {
            Decision next = policy.decide(attempt);
            if (next instanceof Decision.Refused) {
                // Vendor staff without a grant learn nothing of the subject, not even what else stands against him.
                return needsGrantStill(decision, attempt) ? Decision.refused(Refusal.GRANT_REQUIRED) : next;
            }
            decision = decision.and(() -> next);
        }
        return needsGrantStill(decision, attempt) ? Decision.refused(Refusal.GRANT_REQUIRED) : decision;
    }

    private boolean needsGrantStill(Decision soFar, ImpersonationAttempt attempt) {
        return soFar instanceof Decision.Allowed allowed
                && allowed.basis() == null
                && isVendorStaff.test(attempt.impersonator(), attempt.realm());
    }

    /** Why that impersonator is refused whoever the subject is, empty when it depends on the subject. */
    public Optional<Refusal> refusesAll(RealmModel realm, Impersonator impersonator) {
        if (policies.isEmpty()) {
            return Optional.of(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED);
        }
        return policies.stream()
                .flatMap(policy -> policy.refusesAll(realm, impersonator).stream())
                .findFirst();
    }

    /** What to answer somebody who names a user who does not exist, empty when he may know. */
    public Optional<Refusal> unknownSubject(RealmModel realm, Impersonator impersonator) {
        if (isVendorStaff.test(impersonator, realm)) {
            return Optional.of(Refusal.GRANT_REQUIRED);
        }
        return policies.stream()
                .flatMap(policy -> policy.unknownSubject(realm, impersonator).stream())
                .findFirst();
    }
}
