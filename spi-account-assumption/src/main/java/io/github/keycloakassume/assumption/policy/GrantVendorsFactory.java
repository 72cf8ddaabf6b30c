package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.core.spi.VendorPolicy;
import io.github.keycloakassume.core.spi.VendorPolicyFactory;
import org.keycloak.models.KeycloakSession;

/** Makes known who is vendor. */
public final class GrantVendorsFactory implements VendorPolicyFactory {

    @Override
    public VendorPolicy create(KeycloakSession session) {
        return new GrantVendors(session);
    }

    @Override
    public String getId() {
        return "grants";
    }
}
