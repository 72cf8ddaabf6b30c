package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.model.Governed;
import io.github.keycloakassume.assumption.model.Governs;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Whether an impersonator needs a grant in a realm at all. */
final class GrantNeed {

    private final KeycloakSession session;
    private final Vendors vendors;

    GrantNeed(KeycloakSession session, Vendors vendors) {
        this.session = session;
        this.vendors = vendors;
    }

    boolean of(RealmModel realm, Impersonator impersonator) {
        Governs governs = new AssumptionSettingsStore(session)
                .of(realm.getId())
                .settings()
                .governs();
        return Governed.needsGrant(
                governs,
                vendors.isStaff(realm, impersonator.realm(), impersonator.user()),
                // Costs queries, and matters only there.
                governs == Governs.VENDOR && isVendor(realm, impersonator));
    }

    private boolean isVendor(RealmModel realm, Impersonator impersonator) {
        return vendors.isVendor(
                realm,
                impersonator.realm(),
                impersonator.user(),
                impersonator.identityProvider().orElse(null));
    }
}
