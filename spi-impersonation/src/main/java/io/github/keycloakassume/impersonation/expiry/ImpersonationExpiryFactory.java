package io.github.keycloakassume.impersonation.expiry;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link ImpersonationExpiry} providers. */
public interface ImpersonationExpiryFactory extends ProviderFactory<ImpersonationExpiry> {}
