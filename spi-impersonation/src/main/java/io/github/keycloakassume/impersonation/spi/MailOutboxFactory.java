package io.github.keycloakassume.impersonation.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link MailOutbox} providers. */
public interface MailOutboxFactory extends ProviderFactory<MailOutbox> {}
