package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who brought a grant about, and why.
 *
 * @param reason why, null when none was given
 * @param createdBy who brought it about: of a request, who asked
 * @param decidedBy who decided on it last, and does not act under it
 * @param owner in whose name that was: it holds as long as that one may decide about the subject
 * @param requestId the request that it answers, if any
 */
public record GrantDecision(
        @Nullable Reason reason,
        Person createdBy,
        Person decidedBy,
        Owner owner,
        @Nullable String requestId) {

    public GrantDecision {
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(decidedBy, "decidedBy");
        Objects.requireNonNull(owner, "owner");
    }

    /** Of one that answers no request. */
    public static GrantDecision own(@Nullable Reason reason, Person by, Owner owner) {
        return new GrantDecision(reason, by, by, owner, null);
    }

    /** The same, decided on once more. */
    GrantDecision by(Person decider) {
        return new GrantDecision(reason, createdBy, decider, owner, requestId);
    }

    /** The same, in that name. */
    GrantDecision inTheNameOf(Owner whose) {
        return new GrantDecision(reason, createdBy, decidedBy, whose, requestId);
    }
}
