package io.github.keycloakassume.core.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes known to Keycloak who knows of vendors. */
public final class VendorPolicySpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "assume-vendor-policy";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return VendorPolicy.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return VendorPolicyFactory.class;
    }
}
