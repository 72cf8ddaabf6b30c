package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDuration;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.tenants.Grantees;
import io.github.keycloakassume.assumption.tenants.Sight;
import io.github.keycloakassume.assumption.tenants.Wishes;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Somebody who may decide extends or reduces a grant, or puts it on other terms. */
public final class ChangeGrant {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final GrantTrail trail;

    public ChangeGrant(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new GrantTrail(session, realm);
    }

    /**
     * What is to be otherwise.
     *
     * @param terms what they leave out stays
     * @param duration from now on, null where the end stays
     */
    public record Change(TermsWish terms, @Nullable String duration) {}

    /**
     * Changes what the wish names; all else stays. A duration counts from now. What runs under the grant ends sooner where
     * the grant does, and never later.
     *
     * @param basedOn the version that he has seen
     * @throws RefusedException {@code version-required}, {@code version-stale}, {@code grant-not-found}, {@code grant-ended},
     *     or whatever giving it would be refused for, after the trail has noted it
     */
    public Grant change(Decider decider, String id, Change wish, @Nullable Integer basedOn) {
        return trail.orRefused(decider.person(), () -> {
            if (basedOn == null) {
                throw new RefusedException(Refusal.VERSION_REQUIRED);
            }
            FindGrants find = new FindGrants(session, realm, clock);
            Grant before = find.held(decider, id);
            if (before.version() != basedOn) {
                throw new RefusedException(Refusal.VERSION_STALE);
            }
            decider.requireEnding(before, find.tenancyOf(before));
            decider.requireScope(before.scope(), find.tenancyOf(before));
            return put(decider, before, wish);
        });
    }

    private Grant put(Decider decider, Grant before, Change wish) {
        Instant now = clock.instant();
        GrantTerms terms = new Wishes(session, realm, Sight.of(decider)).changed(before.terms(), wish.terms());
        new Grantees(session, realm, Sight.of(decider)).requireOthersThan(decider.person(), terms.grantee());
        @Nullable
        Instant end = wish.duration() == null
                ? before.endsAt()
                : GrantDuration.parse(wish.duration()).endFrom(now);
        requireRate(decider, terms.effect() == Effect.DENY || isLess(before, terms, end));
        Grant after = new GrantStore(session)
                .update(before.changed(decider.person(), now, end, terms).inTheNameOf(decider.owner()));
        trail.done(GrantTrail.CHANGED, decider.person(), after);
        new TellTenant(session, realm).changed(after);
        new OrganizationControl(session, realm).takenBy(decider);
        follow(before, after);
        return after;
    }

    private void requireRate(Decider decider, boolean takesAway) {
        DecisionRates rates = new DecisionRates(session, realm);
        if (takesAway) {
            rates.requireNarrowing(decider);
        } else {
            rates.requireWidening(decider);
        }
    }

    private static boolean isLess(Grant before, GrantTerms terms, @Nullable Instant end) {
        boolean endsSooner = end != null && (before.endsAt() == null || end.isBefore(before.endsAt()));
        boolean endsAsBefore = Objects.equals(end, before.endsAt());
        return terms.fieldBeyond(before.terms()).isEmpty()
                && (endsSooner || (endsAsBefore && !terms.equals(before.terms())));
    }

    /** What rests on another organization's grant may need this one's, too, and may last no longer. */
    private static boolean isConsent(Grant grant) {
        return grant.owner().authority() == Authority.ORGANIZATION;
    }

    private void follow(Grant before, Grant after) {
        ImpersonationRegistry running = session.getProvider(ImpersonationRegistry.class);
        if (after.endsAt() != null) {
            running.shortenUnder(realm.getId(), after.id(), after.endsAt());
        }
        if (!after.terms().equals(before.terms())
                || !after.owner().equals(before.owner())
                || isConsent(before)
                || isConsent(after)) {
            running.reviewAll(realm.getId());
        }
    }
}
