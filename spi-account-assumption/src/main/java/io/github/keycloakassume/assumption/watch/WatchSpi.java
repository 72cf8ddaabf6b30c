package io.github.keycloakassume.assumption.watch;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes those that watch known to Keycloak, which starts and stops them with itself. */
public final class WatchSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "assumption-watch";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return Watch.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return WatchFactory.class;
    }
}
