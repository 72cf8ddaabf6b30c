package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.OrganizationAnswer;
import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of the answer to a request someone gets to see.
 *
 * @param state as it stands to them
 */
record ShownAnswer(
        AccessRequest.State state,
        @Nullable Person by,
        @Nullable Instant at,
        @Nullable String word,
        @Nullable String grantId) {

    /** All of it. */
    static ShownAnswer all(AccessRequest request, Instant now) {
        AccessRequest.Answer answer = request.answer();
        return answer == null
                ? stateOnly(request, now)
                : new ShownAnswer(request.state(now), answer.by(), answer.at(), answer.word(), answer.grantId());
    }

    /** That there is one, or none. */
    static ShownAnswer stateOnly(AccessRequest request, Instant now) {
        return new ShownAnswer(request.state(now), null, null, null, null);
    }

    /** What an organization itself has answered. */
    static ShownAnswer own(OrganizationAnswer answer, @Nullable Person by) {
        AccessRequest.State state = answer.outcome() == AccessRequest.Outcome.APPROVED
                ? AccessRequest.State.APPROVED
                : AccessRequest.State.DENIED;
        return new ShownAnswer(state, by, answer.at(), answer.word(), answer.grantId());
    }
}
