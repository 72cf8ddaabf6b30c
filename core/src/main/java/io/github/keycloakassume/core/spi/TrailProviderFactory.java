package io.github.keycloakassume.core.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes the trail. */
public interface TrailProviderFactory extends ProviderFactory<TrailProvider> {}
