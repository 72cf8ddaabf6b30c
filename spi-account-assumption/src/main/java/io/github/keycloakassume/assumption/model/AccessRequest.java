package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vendor asks for a grant. Answers are methods that give the next record; it is answered once.
 *
 * @param duration for how long, counted from the moment it is approved
 * @param ticket reference into the vendor's ticket system, if any
 * @param lapsesAt when it is no longer open, if nobody answers
 * @param answer what became of it, null as long as nobody has noted that
 * @param version of the row, which an answer is made upon; the store counts it
 */
public record AccessRequest(
        String id,
        String realmId,
        Scope scope,
        GrantTerms terms,
        GrantDuration duration,
        Reason reason,
        @Nullable String ticket,
        Person requestedBy,
        Instant requestedAt,
        Instant lapsesAt,
        @Nullable Answer answer,
        int version) {

    public AccessRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(requestedBy, "requestedBy");
        scope.requireWithin(realmId);
        if (terms.effect() != Effect.ALLOW) {
            throw new RefusedException(GrantRefusal.TERMS_INVALID, "effect");
        }
        if (!lapsesAt.isAfter(requestedAt)) {
            throw new IllegalArgumentException("lapsesAt is not after requestedAt");
        }
    }

    /**
     * What became of it.
     *
     * @param by who answered or withdrew it, null when it lapsed
     * @param word what he had to say, null when nothing
     * @param grantId the grant that came of it, of an approval alone
     */
    public record Answer(
            Outcome outcome,
            Instant at,
            @Nullable Person by,
            @Nullable String word,
            @Nullable String grantId) {

        public Answer {
            Objects.requireNonNull(at, "at");
            if ((outcome == Outcome.LAPSED) != (by == null) || (outcome == Outcome.APPROVED) != (grantId != null)) {
                throw new IllegalArgumentException(outcome + " by " + by + ", grant " + grantId);
            }
            word = word == null || word.isBlank() ? null : new Reason(word.strip()).text();
        }
    }

    /** How a request was answered. */
    public enum Outcome {
        /** Somebody who may granted it, as asked or less. */
        APPROVED,
        /** Somebody who may did not grant it. */
        DENIED,
        /** Who asked does not ask any more. */
        WITHDRAWN,
        /** Nobody answered in time. */
        LAPSED;

        /** The name on the wire, for example {@code approved}. */
        public String wireName() {
            return WireNames.of(this);
        }

        /** The one of that wire name, empty when there is none. */
        public static Optional<Outcome> ofWireName(String wireName) {
            return WireNames.find(values(), Outcome::wireName, wireName);
        }

        private State state() {
            return switch (this) {
                case APPROVED -> State.APPROVED;
                case DENIED -> State.DENIED;
                case WITHDRAWN -> State.WITHDRAWN;
                case LAPSED -> State.LAPSED;
            };
        }
    }

    /** Where a request stands. */
    public enum State {
        /** It waits for an answer. */
        PENDING,
        /** Granted. */
        APPROVED,
        /** Not granted. */
        DENIED,
        /** Taken back by who asked. */
        WITHDRAWN,
        /** Not answered in time. */
        LAPSED;

        /** The name on the wire, for example {@code pending}. */
        public String wireName() {
            return WireNames.of(this);
        }

        /** The one of that wire name, empty when there is none. */
        public static Optional<State> ofWireName(String wireName) {
            return WireNames.find(values(), State::wireName, wireName);
        }
    }

    /** The state at that moment: one past its time has lapsed, whether or not anybody has noted it yet. */
    public State state(Instant now) {
        if (answer != null) {
            return answer.outcome().state();
        }
        return now.isBefore(lapsesAt) ? State.PENDING : State.LAPSED;
    }

    /**
     * That it waits for an answer, and may be answered by that person.
     *
     * @throws RefusedException {@code own-request}, {@code request-answered}
     */
    public void requireAnswerableBy(Person by, Instant now) {
        requireOther(by);
        if (state(now) != State.PENDING) {
            throw new RefusedException(GrantRefusal.REQUEST_ANSWERED);
        }
    }

    /**
     * The same, approved.
     *
     * @param grantId id of the grant that comes of it
     * @throws RefusedException {@code own-request}, {@code request-answered}
     */
    public AccessRequest approved(Person by, Instant now, String grantId, @Nullable String word) {
        requireOther(by);
        return answered(now, new Answer(Outcome.APPROVED, now, by, word, grantId));
    }

    /**
     * The same, denied.
     *
     * @throws RefusedException {@code own-request}, {@code request-answered}
     */
    public AccessRequest denied(Person by, Instant now, @Nullable String word) {
        requireOther(by);
        return answered(now, new Answer(Outcome.DENIED, now, by, word, null));
    }

    /**
     * The same, taken back.
     *
     * @throws RefusedException {@code not-allowed} to anybody but who asked, {@code request-answered}
     */
    public AccessRequest withdrawn(Person by, Instant now) {
        if (!by.isSamePersonAs(requestedBy)) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
        return answered(now, new Answer(Outcome.WITHDRAWN, now, by, null, null));
    }

    /**
     * The same, noted that nobody answered in time.
     *
     * @throws RefusedException {@code request-answered} when something was noted before
     * @throws IllegalStateException as long as there is time
     */
    public AccessRequest lapsed(Instant now) {
        if (answer != null) {
            throw new RefusedException(GrantRefusal.REQUEST_ANSWERED);
        }
        if (now.isBefore(lapsesAt)) {
            throw new IllegalStateException("request " + id + " has not lapsed");
        }
        return with(new Answer(Outcome.LAPSED, lapsesAt, null, null, null));
    }

    private void requireOther(Person by) {
        if (by.isSamePersonAs(requestedBy)) {
            throw new RefusedException(GrantRefusal.OWN_REQUEST);
        }
    }

    private AccessRequest answered(Instant now, Answer given) {
        if (state(now) != State.PENDING) {
            throw new RefusedException(GrantRefusal.REQUEST_ANSWERED);
        }
        return with(given);
    }

    private AccessRequest with(Answer given) {
        return new AccessRequest(
                id,
                realmId,
                scope,
                terms,
                duration,
                reason,
                ticket,
                requestedBy,
                requestedAt,
                lapsesAt,
                given,
                version);
    }
}
