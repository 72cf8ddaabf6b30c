package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One impersonation: who is whom, why, until when, and how far it has come. Changes of state are methods that give the
 * next record.
 *
 * @param id id of this impersonation, in tokens and in the trail
 * @param realmId realm of the subject
 * @param impersonator the real person, whose realm may be another
 * @param subject the user impersonated
 * @param mode how far it reaches
 * @param grant what it rests on ({@link Basis}), null when on nothing but rights
 * @param reason why, null when the realm does not ask
 * @param ticket reference into the impersonator's ticket system, if any
 * @param landingUri where the browser goes once it is the user
 * @param requestedAt when it was asked for; its longest lifespan counts from here, extensions included
 * @param endsAt the hard end
 * @param start how it started, null as long as it has not
 * @param end how it ended, null as long as it has not
 * @param via by what it has come about
 */
public record Impersonation(
        String id,
        String realmId,
        Person impersonator,
        Person subject,
        Mode mode,
        @Nullable String grant,
        @Nullable Reason reason,
        @Nullable String ticket,
        String landingUri,
        Instant requestedAt,
        Instant endsAt,
        @Nullable Start start,
        @Nullable End end,
        Via via) {

    /** How long a browser may repeat what it got no answer to. */
    public static final Duration GRACE = Duration.ofSeconds(60);

    public Impersonation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(landingUri, "landingUri");
        Objects.requireNonNull(via, "via");
        if (!endsAt.isAfter(requestedAt)) {
            throw new IllegalArgumentException("endsAt is not after requestedAt");
        }
    }

    /** One of a person in their browser. */
    public Impersonation(
            String id,
            String realmId,
            Person impersonator,
            Person subject,
            Mode mode,
            @Nullable String grant,
            @Nullable Reason reason,
            @Nullable String ticket,
            String landingUri,
            Instant requestedAt,
            Instant endsAt,
            @Nullable Start start,
            @Nullable End end) {
        this(
                id,
                realmId,
                impersonator,
                subject,
                mode,
                grant,
                reason,
                ticket,
                landingUri,
                requestedAt,
                endsAt,
                start,
                end,
                Via.BROWSER);
    }

    /**
     * How the browser became the user.
     *
     * @param at when
     * @param userSessionId Keycloak's user session of the impersonation, the only one that may carry its mark
     * @param impersonatorSessionId the user session that the impersonator acts from and comes back to, in their realm; of a
     *     service account, which has none, the internal id of its client
     * @param revertSecretHash SHA-256 of the secret that the browser that started it holds, null where it opens nothing any more
     * @param issuer issuer of the impersonator's realm as the browser saw it then, which tells the server's address where
     *     there is no request; null in records of before it was kept
     * @param wayBackUntil until when the secret opens the way back again, null as long as it has not been used
     */
    public record Start(
            Instant at,
            String userSessionId,
            String impersonatorSessionId,
            @Nullable String revertSecretHash,
            @Nullable String issuer,
            @Nullable Instant wayBackUntil) {

        public Start {
            Objects.requireNonNull(userSessionId, "userSessionId");
            Objects.requireNonNull(impersonatorSessionId, "impersonatorSessionId");
        }

        /** One whose way back has not been used. */
        public Start(
                Instant at,
                String userSessionId,
                String impersonatorSessionId,
                @Nullable String revertSecretHash,
                @Nullable String issuer) {
            this(at, userSessionId, impersonatorSessionId, revertSecretHash, issuer, null);
        }

        private Start withoutSecret() {
            return new Start(at, userSessionId, impersonatorSessionId, null, issuer);
        }

        private Start withWayBackUntil(Instant until) {
            return wayBackUntil == null
                    ? new Start(at, userSessionId, impersonatorSessionId, revertSecretHash, issuer, until)
                    : this;
        }

        private boolean isOpenAgain(Instant now) {
            return revertSecretHash != null && wayBackUntil != null && now.isBefore(wayBackUntil);
        }

        private boolean opensWayBack(String secret, Instant now) {
            return revertSecretHash != null
                    && (wayBackUntil == null || now.isBefore(wayBackUntil))
                    && Secrets.matches(secret, revertSecretHash);
        }
    }

    /** When and how it was over. */
    public record End(Instant at, EndCause cause) {}

    /** Where an impersonation stands. */
    public enum State {
        /** Asked for and allowed, the browser has not become the user. */
        PENDING,
        /** The browser is the user. */
        ACTIVE,
        /** Over, or never started in time. */
        ENDED;

        /** The name on the wire, for example {@code active}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The state of that wire name.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static State ofWireName(String wireName) {
            for (State state : values()) {
                if (state.wireName().equals(wireName)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state " + wireName);
        }
    }

    /** The reason in words, null when none was given. */
    public @Nullable String reasonText() {
        return reason == null ? null : reason.text();
    }

    /** The state at that moment: one past its end is ended, whether or not anybody has noted it yet. */
    public State state(Instant now) {
        if (end != null || !now.isBefore(endsAt)) {
            return State.ENDED;
        }
        return start == null ? State.PENDING : State.ACTIVE;
    }

    /**
     * The same, started.
     *
     * @throws IllegalStateException unless it is pending then
     */
    public Impersonation started(Start how) {
        require(State.PENDING, how.at());
        return with(endsAt, how, null);
    }

    /**
     * The same with a later end.
     *
     * @throws IllegalStateException unless it is active
     * @throws IllegalArgumentException when that end is not later
     */
    public Impersonation extended(Instant now, Instant until) {
        require(State.ACTIVE, now);
        if (!until.isAfter(endsAt)) {
            throw new IllegalArgumentException("the new end is not later");
        }
        return with(until, start, null);
    }

    /** The same, ended; one that has an end keeps its first. */
    public Impersonation ended(Instant now, EndCause cause) {
        return end == null ? with(endsAt, start, new End(now, cause)) : this;
    }

    /** The same without a way back: the secret opens nothing any more. */
    public Impersonation withoutWayBack() {
        return with(endsAt, start == null ? null : start.withoutSecret(), end);
    }

    /**
     * The same, its way back used now: the browser that did not get the answer may use it again, as often as needed, within
     * {@link #GRACE}. A further use does not prolong that.
     */
    public Impersonation wayBackUsed(Instant now) {
        return with(endsAt, start == null ? null : start.withWayBackUntil(now.plus(GRACE)), end);
    }

    /**
     * The same with a sooner end; one that ends by then anyway stays as it is.
     *
     * @param until not before it was requested
     */
    public Impersonation shortened(Instant until) {
        return until.isBefore(endsAt) && until.isAfter(requestedAt) ? with(until, start, end) : this;
    }

    /** Whether that secret opens the way back at that moment. */
    public boolean opensWayBack(String secret, Instant now) {
        return start != null && start.opensWayBack(secret, now);
    }

    /** Whether its way back has been used, whether or not it may be used again. */
    public boolean isWayBackUsed() {
        return start != null && start.wayBackUntil() != null;
    }

    /** Whether its way back has been used, and opens again at that moment. */
    public boolean hasReturned(Instant now) {
        return end != null && start != null && start.isOpenAgain(now);
    }

    /** Whether it began before that moment: what was issued before it is no longer good (not-before). */
    public boolean hasBegunBefore(Instant notBefore) {
        return start != null && start.at().getEpochSecond() < notBefore.getEpochSecond();
    }

    /** Whether it runs in a browser, which holds the secret of the way back. */
    public boolean runsInBrowser() {
        return end == null && start != null && start.revertSecretHash() != null;
    }

    /** The same, of another way. */
    public Impersonation via(Via other) {
        return new Impersonation(
                id,
                realmId,
                impersonator,
                subject,
                mode,
                grant,
                reason,
                ticket,
                landingUri,
                requestedAt,
                endsAt,
                start,
                end,
                other);
    }

    /** Whether that person started it from that very session. */
    public boolean isFrom(String personRealmId, String personId, String sessionId) {
        return start != null
                && start.impersonatorSessionId().equals(sessionId)
                && impersonator.realmId().equals(personRealmId)
                && impersonator.userId().equals(personId);
    }

    private void require(State needed, Instant now) {
        if (state(now) != needed) {
            throw new IllegalStateException("impersonation " + id + " is " + state(now) + ", not " + needed);
        }
    }

    private Impersonation with(Instant until, @Nullable Start started, @Nullable End ended) {
        return new Impersonation(
                id,
                realmId,
                impersonator,
                subject,
                mode,
                grant,
                reason,
                ticket,
                landingUri,
                requestedAt,
                until,
                started,
                ended,
                via);
    }
}
