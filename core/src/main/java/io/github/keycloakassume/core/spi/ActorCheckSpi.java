package io.github.keycloakassume.core.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes known to Keycloak who knows of tokens that another actor uses. */
public final class ActorCheckSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "assume-actor-check";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ActorCheck.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ActorCheckFactory.class;
    }
}
