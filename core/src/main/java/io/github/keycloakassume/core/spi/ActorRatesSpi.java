package io.github.keycloakassume.core.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes the rates known to Keycloak, and so to other modules, under {@code --spi-assume-rates-…}. */
public final class ActorRatesSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "assume-rates";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ActorRates.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ActorRatesFactory.class;
    }
}
