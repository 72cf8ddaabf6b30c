package io.github.keycloakassume.impersonation.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link ImpersonationPolicy} providers. */
public interface ImpersonationPolicyFactory extends ProviderFactory<ImpersonationPolicy> {}
