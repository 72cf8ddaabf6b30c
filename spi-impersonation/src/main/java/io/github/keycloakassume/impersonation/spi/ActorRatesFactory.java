package io.github.keycloakassume.impersonation.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes the rates. */
public interface ActorRatesFactory extends ProviderFactory<ActorRates> {}
