package io.github.keycloakassume.core.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes known to Keycloak which modules are installed. */
public final class AssumeModuleSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "assume-module";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AssumeModule.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return AssumeModuleFactory.class;
    }
}
