package io.github.keycloakassume.assumption.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a trial lets vendors in. */
public final class TrialAccess {

    private TrialAccess() {}

    /**
     * Whether a subject is open because of a trial: of an organization that they are in, or of the realm where no organization
     * of theirs has taken control. Never against a denial, by any owner.
     *
     * @param trials those of the subject's organizations that are trials and in use
     * @param reaching what is in force about the subject
     * @return the other organizations that have taken control: it is open only where each of them has granted something too;
     *     empty where it is not open at all
     */
    public static Optional<Set<String>> needsConsentOf(
            Belonging subject, Set<String> trials, boolean isTrialRealm, Collection<Grant> reaching) {
        boolean isTrial =
                !trials.isEmpty() || (isTrialRealm && subject.controlled().isEmpty());
        if (!isTrial || GrantChoice.denied(reaching, subject)) {
            return Optional.empty();
        }
        Set<String> others = new HashSet<>(subject.controlled());
        others.removeAll(trials);
        return Optional.of(Set.copyOf(others));
    }
}
