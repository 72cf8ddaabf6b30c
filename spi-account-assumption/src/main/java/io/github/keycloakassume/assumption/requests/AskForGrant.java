package io.github.keycloakassume.assumption.requests;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.model.GrantDuration;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.assumption.tenants.Sight;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.assumption.tenants.Wishes;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.roles.RoleTrust;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Vendor staff ask a tenant to let them in. */
public final class AskForGrant {

    /** That one asker may have waiting for an answer. */
    private static final long MOST = 100;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public AskForGrant(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /**
     * Asks for what he wishes; for himself, where the wish names nobody.
     *
     * @param ticket reference into his ticket system, if any
     * @throws RefusedException when he may not ask, asks too often ({@code too-many-requests}), or it cannot be meant, after the trail has noted it
     */
    public AccessRequest ask(AdminCaller caller, GrantWish wish, @Nullable String ticket) {
        GrantTrail trail = new GrantTrail(session, realm);
        return trail.orRefused(caller.person(), () -> {
            requireMayAsk(caller);
            session.getProvider(ActorRates.class).require(realm.getId(), caller.person(), RatedAct.REQUEST);
            requireFew(caller.person());
            AccessRequest asked = request(caller, wish, ticket);
            new RequestStore(session).insert(asked);
            trail.done(GrantTrail.REQUESTED, caller.person(), asked);
            new TellTenant(session, realm).requested(asked);
            return asked;
        });
    }

    private void requireMayAsk(AdminCaller caller) {
        if (caller.isImpersonated()) {
            throw new RefusedException(Refusal.IMPERSONATED);
        }
        boolean mayAsk =
                new RoleTrust(session).holds(caller, OurRole.ASSUME_ACCOUNTS) || caller.holdsImpersonationRole();
        if (!mayAsk) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
    }

    /** Each sends mails. */
    private void requireFew(Person asker) {
        RequestFilter pending =
                RequestFilter.all(realm.getId(), clock.instant()).ownOf(asker).pending();
        if (new RequestStore(session).count(pending) >= MOST) {
            throw new RefusedException(Refusal.TOO_MANY, MOST);
        }
    }

    private AccessRequest request(AdminCaller caller, GrantWish wish, @Nullable String ticket) {
        Person asker = caller.person();
        Sight sight = Sight.of(caller);
        Instant now = clock.instant();
        AssumptionSettings settings =
                new AssumptionSettingsStore(session).of(realm.getId()).settings();
        Wishes wishes = new Wishes(session, realm, sight);
        Scope scope = wishes.scope(wish.target());
        Tenancies tenancies = new Tenancies(session, realm);
        if (sight == Sight.NAMES) {
            tenancies.requireKnown(scope);
        }
        if (tenancies.isTrial(scope)) {
            throw new RefusedException(GrantRefusal.TRIAL);
        }
        GrantDuration duration = GrantDuration.parse(wish.duration());
        // Here, where the asker hears of it, and not when somebody approves.
        duration.endFrom(now);
        return new AccessRequest(
                UUID.randomUUID().toString(),
                realm.getId(),
                scope,
                forSomebody(wishes.terms(wish.terms()), asker),
                duration,
                Reason.parse(wish.reason()),
                session.getProvider(ImpersonationRegistry.class)
                        .accountability(realm)
                        .ticket(ticket),
                asker,
                now,
                settings.lapseOf(now),
                null,
                0);
    }

    private static GrantTerms forSomebody(GrantTerms terms, Person asker) {
        Grantee grantee = terms.grantee() == null
                ? new Grantee(GranteeKind.USER, asker.realmId(), asker.userId())
                : terms.grantee();
        return new GrantTerms(
                terms.effect(),
                grantee,
                terms.mode(),
                terms.maxLifespan(),
                terms.maxConcurrent(),
                terms.subjectRoles(),
                terms.allow());
    }
}
