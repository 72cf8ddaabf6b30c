package io.github.keycloakassume.impersonation.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes the registry known to Keycloak, and so to other modules. */
public final class ImpersonationRegistrySpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "impersonation-registry";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ImpersonationRegistry.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ImpersonationRegistryFactory.class;
    }
}
