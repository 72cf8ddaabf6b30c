package io.github.keycloakassume.assumption.model;

import java.util.HashSet;
import java.util.Set;

/**
 * The tenants of a subject at this moment: organizations and realm, as far as they say whether a vendor is let in.
 *
 * @param belonging which organizations they are in
 * @param trials those of them in use that try the vendor's product
 * @param isTrialRealm whether the realm does
 */
public record SubjectTenants(Belonging belonging, Set<String> trials, boolean isTrialRealm) {

    public SubjectTenants {
        trials = Set.copyOf(trials);
        if (!belonging.inUse().containsAll(trials)) {
            throw new IllegalArgumentException("a trial of an organization that does not count for the subject");
        }
    }

    /** With those of the trials that are in use: a disabled organization opens nothing. */
    public static SubjectTenants of(Belonging belonging, Set<String> trials, boolean isTrialRealm) {
        Set<String> inUse = new HashSet<>(trials);
        inUse.retainAll(belonging.inUse());
        return new SubjectTenants(belonging, inUse, isTrialRealm);
    }

    /** Whether a trial opens their account: of one of their organizations, or of the realm where none has taken control. */
    public boolean isOnTrial() {
        return !trials.isEmpty() || (isTrialRealm && belonging.controlled().isEmpty());
    }

    /** The organizations that have taken control and are no trials themselves. */
    public Set<String> controlledBesidesTrials() {
        Set<String> others = new HashSet<>(belonging.controlled());
        others.removeAll(trials);
        return Set.copyOf(others);
    }
}
