package io.github.keycloakassume.impersonation.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes impersonation policies known to Keycloak, under {@code --spi-impersonation-policy-…}. */
public final class ImpersonationPolicySpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "impersonation-policy";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ImpersonationPolicy.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ImpersonationPolicyFactory.class;
    }
}
