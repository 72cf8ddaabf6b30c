package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has granted, or denied: whom it is about, on what terms, until when, and how it ended. Changes are
 * methods that give the next record; one that has ended stays so.
 *
 * @param id id of this grant, in tokens and in the trail
 * @param realmId realm of the subjects
 * @param reason why, null when nobody said
 * @param createdBy who brought it about: of a request, who asked
 * @param decidedBy who decided on it last; he is nobody who acts under it
 * @param owner in whose name that was: it holds as long as that one may decide about the subject
 * @param startsAt when it was given
 * @param endsAt when it ends by itself, null when indefinite
 * @param noticeAt when people are to be told that it ends soon, null when they need not be any more
 * @param end how it ended, null as long as nobody has noted that
 * @param requestId the request that it answers, if any
 * @param version of the row, which a change is made upon; the store counts it
 */
public record Grant(
        String id,
        String realmId,
        Scope scope,
        GrantTerms terms,
        @Nullable Reason reason,
        Person createdBy,
        Person decidedBy,
        Owner owner,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant noticeAt,
        @Nullable End end,
        @Nullable String requestId,
        int version) {

    /** So long before the end people are told. */
    private static final Duration NOTICE = Duration.ofDays(1);

    /** One that lasts no longer needs no notice: those concerned have just heard of it. */
    private static final Duration SHORT = Duration.ofHours(25);

    public Grant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(decidedBy, "decidedBy");
        scope.requireWithin(realmId);
        owner.requireScope(scope);
        if (terms.effect() == Effect.DENY && scope.kind() == ScopeKind.REALM) {
            throw new RefusedException(GrantRefusal.SCOPE_INVALID);
        }
        requireAfter(startsAt, endsAt);
    }

    /**
     * When and how it was over.
     *
     * @param by who ended it, null when nobody did
     */
    public record End(Instant at, EndCause cause, @Nullable Person by) {

        public End {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Where a grant stands. */
    public enum State {
        /** In force. */
        ACTIVE,
        /** Its time is up. */
        EXPIRED,
        /** Switched off. */
        REVOKED,
        /** What it was for is gone. */
        REMOVED;

        /** The name on the wire, for example {@code active}. */
        public String wireName() {
            return WireNames.of(this);
        }

        /** The one of that wire name, empty when there is none. */
        public static Optional<State> ofWireName(String wireName) {
            return WireNames.find(values(), State::wireName, wireName);
        }
    }

    /**
     * One that is in force from now on.
     *
     * @throws RefusedException {@code ends-in-the-past}, or {@code scope-invalid} when the scope is another realm, or that
     *     of a denial is a realm
     */
    public static Grant given(
            String id,
            String realmId,
            Scope scope,
            GrantTerms terms,
            @Nullable Reason reason,
            Person createdBy,
            Person decidedBy,
            Owner owner,
            Instant now,
            @Nullable Instant endsAt,
            @Nullable String requestId) {
        return new Grant(
                id,
                realmId,
                scope,
                terms,
                reason,
                createdBy,
                decidedBy,
                owner,
                now,
                endsAt,
                notice(now, endsAt),
                null,
                requestId,
                0);
    }

    /** The state at that moment: one past its end has expired, whether or not anybody has noted it yet. */
    public State state(Instant now) {
        if (end == null) {
            return endsAt == null || now.isBefore(endsAt) ? State.ACTIVE : State.EXPIRED;
        }
        return switch (end.cause()) {
            case EXPIRED -> State.EXPIRED;
            case REVOKED -> State.REVOKED;
            case TARGET_REMOVED, MEMBER_LEFT -> State.REMOVED;
        };
    }

    /** Whether it is in force at that moment. */
    public boolean isActive(Instant now) {
        return state(now) == State.ACTIVE;
    }

    /**
     * Whether it is about a subject who is in these organizations, and lets vendors in or keeps them out: a grant as long as its
     * owner may decide about that subject, a denial always. What is disabled lets no vendor in, and keeps vendors out as before.
     * That an organization's denial ends with the membership is for the row: where no one can say who is in which organization
     * (Keycloak's feature is switched off) it stays.
     */
    public boolean counts(Belonging subject) {
        boolean denies = terms.effect() == Effect.DENY;
        Set<String> reached = denies ? subject.organizations() : subject.inUse();
        boolean reaches = scope.kind() != ScopeKind.ORGANIZATION || reached.contains(scope.targetId());
        return reaches && (denies || owner.mayAllow(subject));
    }

    /** The latest end of an impersonation that was asked for at that moment and rests on it, null when it sets none. */
    public @Nullable Instant latestEnd(Instant requestedAt) {
        @Nullable Duration longest = terms.maxLifespan();
        @Nullable Instant byLifespan = longest == null ? null : requestedAt.plus(longest);
        if (byLifespan == null || endsAt == null) {
            return byLifespan == null ? endsAt : byLifespan;
        }
        return byLifespan.isBefore(endsAt) ? byLifespan : endsAt;
    }

    /** The reason in words, null when none was given. */
    public @Nullable String reasonText() {
        return reason == null ? null : reason.text();
    }

    /**
     * The same on other terms, or until another moment, later or sooner.
     *
     * @throws RefusedException {@code grant-ended}; {@code ends-in-the-past}; {@code terms-invalid} when a grant was to
     *     become a denial or a denial a grant
     */
    public Grant changed(Person by, Instant now, @Nullable Instant until, GrantTerms changedTerms) {
        requireActive(now);
        requireAfter(now, until);
        if (changedTerms.effect() != terms.effect()) {
            throw new RefusedException(GrantRefusal.TERMS_INVALID, "effect");
        }
        Instant notice = Objects.equals(until, endsAt) ? noticeAt : notice(now, until);
        return with(changedTerms, by, until, notice, null);
    }

    /**
     * The same, switched off.
     *
     * @throws RefusedException {@code grant-ended}
     */
    public Grant revoked(Person by, Instant now) {
        requireActive(now);
        return with(terms, decidedBy, endsAt, null, new End(now, EndCause.REVOKED, by));
    }

    /**
     * The same, its end noted, which was when its time was up.
     *
     * @throws RefusedException {@code grant-ended} when its end has been noted
     * @throws IllegalStateException before its end
     */
    public Grant expired(Instant now) {
        if (end != null) {
            throw new RefusedException(GrantRefusal.GRANT_ENDED);
        }
        if (endsAt == null || now.isBefore(endsAt)) {
            throw new IllegalStateException("grant " + id + " has not come to its end");
        }
        return with(terms, decidedBy, endsAt, null, new End(endsAt, EndCause.EXPIRED, null));
    }

    /**
     * The same, after what it was for was removed.
     *
     * @throws RefusedException {@code grant-ended}
     */
    public Grant removed(Instant now) {
        requireActive(now);
        return with(terms, decidedBy, endsAt, null, new End(now, EndCause.TARGET_REMOVED, null));
    }

    /**
     * The same, after the request that it answers was not approved by all: what one organization has approved lets no one in
     * without the others. Who that was is not an organization's to know.
     *
     * @throws RefusedException {@code grant-ended}
     */
    public Grant takenBackWithRequest(Instant now) {
        requireActive(now);
        return with(terms, decidedBy, endsAt, null, new End(now, EndCause.REVOKED, null));
    }

    /**
     * The same, after its subject has left the organization that decided on it.
     *
     * @throws RefusedException {@code grant-ended}
     */
    public Grant left(Instant now) {
        requireActive(now);
        return with(terms, decidedBy, endsAt, null, new End(now, EndCause.MEMBER_LEFT, null));
    }

    /**
     * The same, after a role was removed that its subjects may hold: it never reaches further for that, so it ends with the
     * last of them.
     *
     * @throws RefusedException {@code grant-ended}
     */
    public Grant withoutSubjectRole(String roleId, Instant now) {
        requireActive(now);
        Set<String> left = new HashSet<>(terms.subjectRoles());
        if (!left.remove(roleId)) {
            return this;
        }
        return left.isEmpty() ? removed(now) : with(terms.withSubjectRoles(left), decidedBy, endsAt, noticeAt, null);
    }

    /** The same, decided on in that name: who changes a grant becomes its owner. */
    public Grant inTheNameOf(Owner whose) {
        return new Grant(
                id, realmId, scope, terms, reason, createdBy, decidedBy, whose, startsAt, endsAt, noticeAt, end,
                requestId, version);
    }

    /** The same, after people were told that it ends soon. */
    public Grant noticed() {
        return with(terms, decidedBy, endsAt, null, end);
    }

    private void requireActive(Instant now) {
        if (!isActive(now)) {
            throw new RefusedException(GrantRefusal.GRANT_ENDED);
        }
    }

    private static void requireAfter(Instant begin, @Nullable Instant until) {
        if (until != null && !until.isAfter(begin)) {
            throw new RefusedException(GrantRefusal.ENDS_IN_THE_PAST);
        }
    }

    private static @Nullable Instant notice(Instant now, @Nullable Instant until) {
        return until == null || !until.isAfter(now.plus(SHORT)) ? null : until.minus(NOTICE);
    }

    private Grant with(
            GrantTerms newTerms,
            Person decider,
            @Nullable Instant until,
            @Nullable Instant notice,
            @Nullable End ended) {
        return new Grant(
                id, realmId, scope, newTerms, reason, createdBy, decider, owner, startsAt, until, notice, ended,
                requestId, version);
    }
}
