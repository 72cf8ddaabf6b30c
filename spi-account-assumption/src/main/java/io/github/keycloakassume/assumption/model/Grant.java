package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Person;
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
 * @param end how it ended, null as long as nobody has noted that
 * @param version of the row, which a change is made upon; the store counts it
 */
public record Grant(
        String id,
        String realmId,
        Scope scope,
        GrantTerms terms,
        GrantDecision decision,
        GrantPeriod period,
        @Nullable End end,
        int version) {

    public Grant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(period, "period");
        scope.requireWithin(realmId);
        decision.owner().requireScope(scope);
        if (terms.effect() == Effect.DENY && scope.kind() == ScopeKind.REALM) {
            throw new RefusedException(GrantRefusal.SCOPE_INVALID);
        }
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
     * @throws RefusedException {@code scope-invalid} when the scope is another realm, or that of a denial is a realm
     */
    public static Grant given(
            String id, String realmId, Scope scope, GrantTerms terms, GrantDecision decision, GrantPeriod period) {
        return new Grant(id, realmId, scope, terms, decision, period, null, 0);
    }

    /** Who brought it about: of a request, who asked. */
    public Person createdBy() {
        return decision.createdBy();
    }

    /** Who decided on it last. */
    public Person decidedBy() {
        return decision.decidedBy();
    }

    /** In whose name it was decided. */
    public Owner owner() {
        return decision.owner();
    }

    /** When it was given. */
    public Instant startsAt() {
        return period.startsAt();
    }

    /** When it ends by itself, null when indefinite. */
    public @Nullable Instant endsAt() {
        return period.endsAt();
    }

    /** The reason in words, null when none was given. */
    public @Nullable String reasonText() {
        return decision.reason() == null ? null : decision.reason().text();
    }

    /** The state at that moment: one past its end has expired, whether or not anybody has noted it yet. */
    public State state(Instant now) {
        if (end == null) {
            return period.isOver(now) ? State.EXPIRED : State.ACTIVE;
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
        return reaches && (denies || owner().mayAllow(subject));
    }

    /** The latest end of an impersonation that was asked for at that moment and rests on it, null when it sets none. */
    public @Nullable Instant latestEnd(Instant requestedAt) {
        @Nullable Duration longest = terms.maxLifespan();
        @Nullable Instant byLifespan = longest == null ? null : requestedAt.plus(longest);
        @Nullable Instant endsAt = period.endsAt();
        if (byLifespan == null || endsAt == null) {
            return byLifespan == null ? endsAt : byLifespan;
        }
        return byLifespan.isBefore(endsAt) ? byLifespan : endsAt;
    }

    /**
     * The same on other terms, or until another moment, later or sooner.
     *
     * @throws RefusedException {@code grant-ended}; {@code ends-in-the-past}; {@code terms-invalid} when a grant was to
     *     become a denial or a denial a grant
     */
    public Grant changed(Person by, Instant now, @Nullable Instant until, GrantTerms changedTerms) {
        requireActive(now);
        GrantPeriod changed = period.until(until, now);
        if (changedTerms.effect() != terms.effect()) {
            throw new RefusedException(GrantRefusal.TERMS_INVALID, "effect");
        }
        return with(changedTerms, decision.by(by), changed);
    }

    /**
     * The same, ended before its time.
     *
     * @param by who did, null where no one did or it is not to be said
     * @throws RefusedException {@code grant-ended}
     */
    public Grant ended(EndCause cause, @Nullable Person by, Instant now) {
        requireActive(now);
        return ended(new End(now, cause, by));
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
        @Nullable Instant endsAt = period.endsAt();
        if (endsAt == null || now.isBefore(endsAt)) {
            throw new IllegalStateException("grant " + id + " has not come to its end");
        }
        return ended(new End(endsAt, EndCause.EXPIRED, null));
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
        return left.isEmpty()
                ? ended(EndCause.TARGET_REMOVED, null, now)
                : with(terms.withSubjectRoles(left), decision, period);
    }

    /** The same, decided on in that name: who changes a grant becomes its owner. */
    public Grant inTheNameOf(Owner whose) {
        return with(terms, decision.inTheNameOf(whose), period);
    }

    /** The same, after people were told that it ends soon. */
    public Grant noticed() {
        return with(terms, decision, period.withoutNotice());
    }

    private void requireActive(Instant now) {
        if (!isActive(now)) {
            throw new RefusedException(GrantRefusal.GRANT_ENDED);
        }
    }

    private Grant ended(End how) {
        return new Grant(id, realmId, scope, terms, decision, period.withoutNotice(), how, version);
    }

    private Grant with(GrantTerms newTerms, GrantDecision newDecision, GrantPeriod newPeriod) {
        return new Grant(id, realmId, scope, newTerms, newDecision, newPeriod, end, version);
    }
}
