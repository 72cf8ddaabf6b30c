package io.github.keycloakassume.onbehalfof;

import java.time.Duration;
import java.time.Instant;

/**
 * A token of the end user, and until when the filter passes it on.
 *
 * @param usableUntil the end of it or of the actor's token, whichever comes first, less a margin for the way to the
 *     application
 */
record ExchangedToken(OnBehalfOf onBehalfOf, Instant usableUntil) implements Outcome {

    /** What is left of a token when the application has received it. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    static ExchangedToken until(Instant actorsEnd, Instant ownEnd, OnBehalfOf onBehalfOf) {
        Instant own = ownEnd.minus(MARGIN);
        return new ExchangedToken(onBehalfOf, actorsEnd.isBefore(own) ? actorsEnd : own);
    }

    boolean isUsableAt(Instant now) {
        return now.isBefore(usableUntil);
    }
}
