package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.impersonation.model.Basis;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether a trial lets vendors in. */
public final class TrialAccess {

    private TrialAccess() {}

    /**
     * Whether a subject is open because of a trial. Never against a denial, by any owner.
     *
     * @param inForce what is in force about the subject
     * @return the other organizations that have taken control: it is open only where each of them has granted something too;
     *     empty where it is not open at all
     */
    public static Optional<Set<String>> needsConsentOf(SubjectTenants tenants, Collection<Grant> inForce) {
        return tenants.isOnTrial() && !GrantChoice.denied(inForce, tenants.belonging())
                ? Optional.of(tenants.controlledBesidesTrials())
                : Optional.empty();
    }

    /**
     * The trial that an attempt rests on, unless it names something else. It opens no more than the other organizations in
     * control have granted: no longer, and for no more at once.
     *
     * @param candidates as for {@link GrantChoice#choose}
     * @param hasRoom as for {@link GrantChoice#choose}
     */
    public static Optional<Choice> choose(
            AttemptFacts facts, SubjectTenants tenants, Collection<Grant> candidates, Predicate<Grant> hasRoom) {
        if (facts.named() != null && !facts.named().equals(Basis.TRIAL)) {
            return Optional.empty();
        }
        List<Grant> inForce =
                candidates.stream().filter(grant -> grant.isActive(facts.now())).toList();
        List<Grant> sufficient = candidates.stream()
                .filter(grant -> GrantChoice.suffices(grant, facts))
                .toList();
        return needsConsentOf(tenants, inForce)
                .flatMap(others -> GrantChoice.consents(others, sufficient, facts.requestedAt(), hasRoom))
                .map(Choice::ofTrial);
    }
}
