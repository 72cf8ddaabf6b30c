package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantEnding;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.model.Tenancy;
import io.github.keycloakassume.assumption.model.Tenant;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore.Versioned;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.store.TenantStore;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.spi.ActorRates;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The platform's administrators say whether a tenant only tries the vendor's product: as long as it does, the vendor may
 * always assume its accounts. What had been granted before for all of it ends with that, so that afterwards the switch is off.
 */
public final class SwitchTrial {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final GrantTrail trail;

    public SwitchTrial(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new GrantTrail(session, realm);
    }

    /**
     * Begins or ends a trial.
     *
     * @param tenant the realm or one of its organizations
     * @throws RefusedException {@code impersonated}; {@code not-allowed} for all but administrators of the administration
     *     realm who may manage this realm; {@code scope-invalid}, {@code organization-not-found}; {@code organization-decides-itself} where a trial would undo that
     */
    public void put(AdminCaller caller, Scope tenant, boolean isTrial) {
        trail.orRefused(caller.person(), () -> {
            requirePlatform(caller);
            if (tenant.kind() == ScopeKind.USER) {
                throw new RefusedException(GrantRefusal.SCOPE_INVALID);
            }
            Tenancy tenancy = new Tenancies(session, realm).of(tenant);
            if (isTrial && tenancy.isUnderOwnControl()) {
                throw new RefusedException(GrantRefusal.ORGANIZATION_DECIDES_ITSELF);
            }
            if (tenancy.isTrial() != isTrial) {
                turn(caller.person(), tenant, isTrial);
            }
            return isTrial;
        });
    }

    private void turn(Person by, Scope tenant, boolean isTrial) {
        if (isTrial) {
            session.getProvider(ActorRates.class).require(realm.getId(), by, RatedAct.SETTING);
            // Before the tenant, as all who lock both.
            endGrants(tenant, by);
        }
        store(tenant, isTrial);
        trail.done(
                GrantTrail.SETTINGS,
                by,
                tenant.kind().wireName() + " " + tenant.targetId() + " trial: " + !isTrial + " → " + isTrial);
        new TellTenant(session, realm).trial(tenant, isTrial, by, clock.instant());
        Reviews.askFor(session, realm.getId());
    }

    /** Not vendor staff, whom it would let in. */
    private void requirePlatform(AdminCaller caller) {
        if (caller.isImpersonated()) {
            throw new RefusedException(Refusal.IMPERSONATED);
        }
        if (!caller.isFromAdministrationRealm()
                || !caller.mayManageRealm()
                || new Vendors(session).isStaff(realm, caller.home(), caller.user())) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
    }

    private void store(Scope tenant, boolean isTrial) {
        if (tenant.kind() == ScopeKind.ORGANIZATION) {
            TenantStore tenants = new TenantStore(session);
            Tenant before = tenants.of(realm.getId(), tenant.targetId());
            tenants.put(before.withTrial(isTrial));
            return;
        }
        AssumptionSettingsStore store = new AssumptionSettingsStore(session);
        Versioned before = store.of(realm.getId());
        store.put(realm.getId(), before.settings().withTrial(isTrial), before.version());
    }

    private void endGrants(Scope tenant, Person by) {
        Instant now = clock.instant();
        GrantStore grants = new GrantStore(session);
        List<Grant> open = grants.activeWithTarget(realm.getId(), tenant.targetId()).stream()
                .filter(grant -> grant.terms().effect() == Effect.ALLOW)
                .toList();
        new EndGrants(session, now).end(realm, GrantEnding.REVOKED, by, grants.lockInForce(open, now));
    }
}
