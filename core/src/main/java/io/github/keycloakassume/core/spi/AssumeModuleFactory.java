package io.github.keycloakassume.core.spi;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/** A module, which is the same for every request. */
public interface AssumeModuleFactory extends ProviderFactory<AssumeModule>, AssumeModule {

    @Override
    default AssumeModule create(KeycloakSession session) {
        return this;
    }

    @Override
    default void init(Config.Scope config) {}

    @Override
    default void postInit(KeycloakSessionFactory factory) {}

    @Override
    default void close() {}
}
