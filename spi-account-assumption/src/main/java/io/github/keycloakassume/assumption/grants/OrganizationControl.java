package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Tenant;
import io.github.keycloakassume.assumption.store.TenantStore;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Whether an organization decides for itself. It does from the first decision of its own administrators on, until they
 * give it back; then no grant for the whole realm reaches its members.
 */
public final class OrganizationControl {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final TenantStore tenants;

    public OrganizationControl(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.tenants = new TenantStore(session);
    }

    /** Notes that somebody has decided; that changes something only with an organization's own administrator. */
    public void takenBy(Decider decider) {
        if (decider instanceof Decider.OfOrganization of && of.mayWiden()) {
            put(of, true);
        }
    }

    /**
     * Lets the realm's administrators decide for the organization again. Its own grants and denials stay.
     *
     * @throws RefusedException {@code version-stale} when somebody else decides at this moment
     */
    public void giveBack(Decider.OfOrganization decider) {
        put(decider, false);
    }

    private void put(Decider.OfOrganization decider, boolean controlled) {
        Tenant tenant = tenants.of(realm.getId(), decider.organizationId());
        if (tenant.controlled() != controlled) {
            tenants.put(tenant.withControlled(controlled));
            new GrantTrail(session, realm)
                    .done(
                            GrantTrail.CONTROL,
                            decider.person(),
                            "organization " + tenant.organizationId()
                                    + (controlled ? " decides itself" : " gave it back"));
            session.getProvider(ImpersonationRegistry.class).reviewAll(realm.getId());
        }
    }
}
