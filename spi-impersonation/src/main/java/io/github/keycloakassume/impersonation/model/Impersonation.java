package io.github.keycloakassume.impersonation.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One impersonation: who is whom, why, until when, and how far it has come. Changes of state are methods that give the
 * next record.
 *
 * @param id id of this impersonation, in tokens and in the trail
 * @param realmId realm of the subject
 * @param impersonator the real person
 * @param subject the user impersonated
 * @param mode how far it reaches
 * @param reason why
 * @param ticket reference into the impersonator's ticket system, if any
 * @param landingUri where the browser goes once it is the user
 * @param requestedAt when it was asked for
 * @param endsAt the hard end, fixed when it was asked for
 * @param startedAt when the browser became the user
 * @param userSessionId Keycloak's user session of it, once started
 * @param endedAt when it was over
 * @param endCause how it ended
 */
public record Impersonation(
        String id,
        String realmId,
        Person impersonator,
        Person subject,
        Mode mode,
        Reason reason,
        @Nullable String ticket,
        String landingUri,
        Instant requestedAt,
        Instant endsAt,
        @Nullable Instant startedAt,
        @Nullable String userSessionId,
        @Nullable Instant endedAt,
        @Nullable EndCause endCause) {

    public Impersonation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(landingUri, "landingUri");
        if (!endsAt.isAfter(requestedAt)) {
            throw new IllegalArgumentException("endsAt is not after requestedAt");
        }
        if ((startedAt == null) != (userSessionId == null)) {
            throw new IllegalArgumentException("a started impersonation has a user session, another has none");
        }
        if ((endedAt == null) != (endCause == null)) {
            throw new IllegalArgumentException("an ended impersonation has a cause, another has none");
        }
    }

    /** Where an impersonation stands. */
    public enum State {
        /** Asked for and allowed, the browser has not become the user. */
        PENDING,
        /** The browser is the user. */
        ACTIVE,
        /** Over, or never started in time. */
        ENDED
    }

    /** The state at that moment: one past its end is ended, whether or not anybody has noted it yet. */
    public State state(Instant now) {
        if (endedAt != null || !now.isBefore(endsAt)) {
            return State.ENDED;
        }
        return startedAt == null ? State.PENDING : State.ACTIVE;
    }

    /**
     * The same, started.
     *
     * @throws IllegalStateException unless it is pending
     */
    public Impersonation started(Instant now, String sessionId) {
        if (state(now) != State.PENDING) {
            throw new IllegalStateException("impersonation " + id + " is not pending");
        }
        return new Impersonation(
                id,
                realmId,
                impersonator,
                subject,
                mode,
                reason,
                ticket,
                landingUri,
                requestedAt,
                endsAt,
                now,
                sessionId,
                null,
                null);
    }

    /** The same, ended; one that has an end keeps its first. */
    public Impersonation ended(Instant now, EndCause cause) {
        if (endedAt != null) {
            return this;
        }
        return new Impersonation(
                id,
                realmId,
                impersonator,
                subject,
                mode,
                reason,
                ticket,
                landingUri,
                requestedAt,
                endsAt,
                startedAt,
                userSessionId,
                now,
                cause);
    }
}
