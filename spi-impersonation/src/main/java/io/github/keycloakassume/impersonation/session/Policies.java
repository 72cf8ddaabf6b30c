package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import java.util.Comparator;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** The one decision whether somebody may be somebody else: all policies must agree, and without any nobody may. */
public final class Policies {

    private final List<ImpersonationPolicy> policies;

    public Policies(KeycloakSession session) {
        this(session.getAllProviders(ImpersonationPolicy.class).stream()
                .sorted(Comparator.comparing(policy -> policy.getClass().getName()))
                .toList());
    }

    Policies(List<ImpersonationPolicy> policies) {
        this.policies = policies;
    }

    public Decision decide(ImpersonationAttempt attempt) {
        if (policies.isEmpty()) {
            return Decision.refused(Refusal.IMPERSONATION_NOT_ALLOWED);
        }
        return policies.stream()
                .map(policy -> policy.decide(attempt))
                .filter(Decision.Refused.class::isInstance)
                .findFirst()
                .orElse(Decision.allowed());
    }
}
