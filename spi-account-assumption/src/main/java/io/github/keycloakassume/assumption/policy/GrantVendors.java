package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.model.GrantRole;
import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.spi.VendorPolicy;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Who is vendor, for those who guard our roles. */
final class GrantVendors implements VendorPolicy {

    private final Vendors vendors;

    GrantVendors(KeycloakSession session) {
        this.vendors = new Vendors(session);
    }

    @Override
    public boolean isVendorsProvider(RealmModel realm, String identityProvider) {
        return vendors.identityProviders(realm).contains(identityProvider);
    }

    @Override
    public boolean isVendor(RealmModel realm, UserModel user) {
        return vendors.isVendor(realm, realm, user, null);
    }

    @Override
    public boolean isOfDeciders(OurRole role) {
        return role.equals(GrantRole.MANAGE);
    }
}
