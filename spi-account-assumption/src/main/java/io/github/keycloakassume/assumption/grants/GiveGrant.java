package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDecision;
import io.github.keycloakassume.assumption.model.GrantDuration;
import io.github.keycloakassume.assumption.model.GrantPeriod;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.tenants.Grantees;
import io.github.keycloakassume.assumption.tenants.Reach;
import io.github.keycloakassume.assumption.tenants.Sight;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.assumption.tenants.Wishes;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Somebody who may decide lets a vendor assume accounts, or denies it. */
public final class GiveGrant {

    /** Of one scope at a time. */
    private static final long MOST = 500;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final GrantTrail trail;
    private final TellTenant tell;

    public GiveGrant(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new GrantTrail(session, realm);
        this.tell = new TellTenant(session, realm);
    }

    /**
     * Gives what he wishes.
     *
     * @throws RefusedException when he may not, or it cannot be meant, after the trail has noted it
     */
    public Grant give(Decider decider, GrantWish wish) {
        return trail.orRefused(decider.person(), () -> {
            Wishes wishes = new Wishes(session, realm, Sight.of(decider));
            Scope scope = scope(decider, wish);
            GrantTerms terms = wishes.terms(wish.terms());
            Instant now = clock.instant();
            @Nullable Instant end = GrantDuration.parse(wish.duration()).endFrom(now);
            @Nullable Reason reason = Reason.isGiven(wish.reason()) ? Reason.parse(wish.reason()) : null;
            return give(
                    decider,
                    Grant.given(
                            UUID.randomUUID().toString(),
                            realm.getId(),
                            scope,
                            terms,
                            GrantDecision.own(reason, decider.person(), decider.owner()),
                            GrantPeriod.from(now, end)));
        });
    }

    /**
     * Gives what a request asks for, or less: then the terms say so.
     *
     * @param grantId its id, which the answered request names
     * @param terms no wider than those asked for
     */
    public Grant answer(
            Decider decider, AccessRequest request, String grantId, GrantTerms terms, GrantDuration duration) {
        Instant now = clock.instant();
        return give(
                decider,
                Grant.given(
                        grantId,
                        realm.getId(),
                        request.scope(),
                        terms,
                        new GrantDecision(
                                request.reason(),
                                request.requestedBy(),
                                decider.person(),
                                decider.owner(),
                                request.id()),
                        GrantPeriod.from(now, duration.endFrom(now))));
    }

    /** Gives one that is all made, if he may. */
    private Grant give(Decider decider, Grant grant) {
        DecisionRates rates = new DecisionRates(session, realm);
        if (grant.terms().effect() == Effect.ALLOW) {
            rates.requireWidening(decider);
            put(decider, grant);
        } else {
            rates.requireNarrowing(decider);
            put(decider, grant);
            review(grant.scope());
        }
        return grant;
    }

    /** The same, one of many: that what runs is looked at again after a denial is for the caller to see to. */
    void put(Decider decider, Grant grant) {
        decider.requireScope(grant.scope(), new Tenancies(session, realm).of(grant.scope()));
        new Grantees(session, realm, Sight.of(decider))
                .requireOthersThan(decider.person(), grant.terms().grantee());
        if (grant.terms().effect() == Effect.ALLOW) {
            decider.requireWidening();
            requireFew(grant.scope());
        }
        new GrantStore(session).insert(grant);
        trail.done(GrantTrail.GIVEN, decider.person(), grant);
        tell.started(grant);
        new OrganizationControl(session, realm).takenBy(decider);
    }

    /** By name, too: what is beyond those who decide is told them in one way, whether it exists, is several, or is not theirs. */
    private Scope scope(Decider decider, GrantWish wish) {
        try {
            Scope scope = new Wishes(session, realm, Sight.NAMES).scope(wish.target());
            requireReach(decider, scope);
            return scope;
        } catch (RefusedException refused) {
            boolean tells = refused.refusal().equals(Refusal.USER_AMBIGUOUS) && Sight.of(decider) == Sight.IDS;
            throw tells ? new RefusedException(Refusal.USER_NOT_FOUND) : refused;
        }
    }

    private void requireReach(Decider decider, Scope scope) {
        if (!new Reach(session, realm).includes(decider, scope)) {
            throw new RefusedException(
                    switch (scope.kind()) {
                        case REALM -> GrantRefusal.SCOPE_INVALID;
                        case ORGANIZATION -> GrantRefusal.ORGANIZATION_NOT_FOUND;
                        case USER -> Refusal.USER_NOT_FOUND;
                    });
        }
    }

    private void review(Scope scope) {
        ImpersonationRegistry running = session.getProvider(ImpersonationRegistry.class);
        if (scope.kind() == ScopeKind.USER) {
            running.reviewSubject(realm.getId(), scope.targetId());
        } else {
            running.reviewAll(realm.getId());
        }
    }

    /** More grants than anybody means would keep the decisions of others waiting. Denials are not counted. */
    private void requireFew(Scope scope) {
        if (new GrantStore(session).countAllowing(realm.getId(), scope, clock.instant()) >= MOST) {
            throw new RefusedException(Refusal.TOO_MANY, MOST);
        }
    }
}
