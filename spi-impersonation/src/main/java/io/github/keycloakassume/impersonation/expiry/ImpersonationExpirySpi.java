package io.github.keycloakassume.impersonation.expiry;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes the expiry known to Keycloak, which gives it the life cycle that a timer needs. */
public final class ImpersonationExpirySpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "impersonation-expiry";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ImpersonationExpiry.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ImpersonationExpiryFactory.class;
    }
}
