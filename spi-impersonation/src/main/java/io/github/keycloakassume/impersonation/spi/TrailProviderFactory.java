package io.github.keycloakassume.impersonation.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes the trail. */
public interface TrailProviderFactory extends ProviderFactory<TrailProvider> {}
