package io.github.keycloakassume.impersonation.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes the registry. */
public interface ImpersonationRegistryFactory extends ProviderFactory<ImpersonationRegistry> {}
