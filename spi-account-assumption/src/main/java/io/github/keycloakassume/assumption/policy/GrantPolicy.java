package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Whoever needs a grant is allowed by exactly one: by the one that his impersonation names, or else by the narrowest that
 * suffices. All who are not are refused in the same words, whether or not the subject exists.
 */
final class GrantPolicy implements ImpersonationPolicy {

    /** Before the policy that tells what stands against a subject. */
    private static final int FIRST = -100;

    private final Vendors vendors;
    private final GrantNeed need;
    private final GrantBasis basis;
    private final BreakGlass breakGlass;

    GrantPolicy(KeycloakSession session, Clock clock) {
        this.vendors = new Vendors(session);
        this.need = new GrantNeed(session, vendors);
        this.basis = new GrantBasis(session, clock);
        this.breakGlass = new BreakGlass(session, vendors);
    }

    @Override
    public int order() {
        return FIRST;
    }

    @Override
    public Optional<Refusal> unknownSubject(RealmModel realm, Impersonator impersonator) {
        return need.of(realm, impersonator) ? Optional.of(Refusal.GRANT_REQUIRED) : Optional.empty();
    }

    @Override
    public Decision decide(ImpersonationAttempt attempt) {
        if (attempt.grant() == null && !need.of(attempt.realm(), attempt.impersonator())) {
            return Decision.allowed();
        }
        if (attempt.grant() == null && !Stages.isAsked(attempt.stage())) {
            // It has begun without: what it would rest on now, nobody who watches over that grant would find.
            return Decision.refused(Refusal.GRANT_REQUIRED);
        }
        return basis.of(attempt)
                .or(() -> breakGlass.of(attempt))
                .map(Decision::allowedBy)
                .orElseGet(() -> Decision.refused(Refusal.GRANT_REQUIRED));
    }
}
