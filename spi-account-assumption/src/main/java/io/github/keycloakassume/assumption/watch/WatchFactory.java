package io.github.keycloakassume.assumption.watch;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderFactory;

/** Something that watches time or Keycloak's events from Keycloak's start on: in {@code postInit} it says what for. */
public interface WatchFactory extends ProviderFactory<Watch> {

    @Override
    default Watch create(KeycloakSession session) {
        return () -> {};
    }

    @Override
    default void init(Config.Scope config) {}

    @Override
    default void close() {}
}
