package io.github.keycloakassume.core.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes the rates. */
public interface ActorRatesFactory extends ProviderFactory<ActorRates> {}
