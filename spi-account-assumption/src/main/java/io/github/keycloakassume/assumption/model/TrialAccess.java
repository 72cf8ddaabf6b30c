package io.github.keycloakassume.assumption.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Whether a trial lets vendors in. */
public final class TrialAccess {

    private TrialAccess() {}

    /**
     * Whether a subject is open because of a trial: of an organization that they are in, or of the realm where no organization
     * of theirs has taken control. Never against a denial, by any owner; and where another organization has taken control,
     * that one must have granted something too.
     *
     * @param trials those of the subject's organizations that are trials and in use
     * @param reaching what is in force about the subject
     * @param granted those of them that would suffice as a grant
     */
    public static boolean isOpen(
            Belonging subject,
            Set<String> trials,
            boolean isTrialRealm,
            Collection<Grant> reaching,
            Collection<Grant> granted) {
        boolean isTrial =
                !trials.isEmpty() || (isTrialRealm && subject.controlled().isEmpty());
        Set<String> others = new HashSet<>(subject.controlled());
        others.removeAll(trials);
        return isTrial && !GrantChoice.denied(reaching, subject) && GrantChoice.consent(others, granted);
    }
}
