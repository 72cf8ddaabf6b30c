package io.github.keycloakassume.core.spi;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link MailOutbox} providers. */
public interface MailOutboxFactory extends ProviderFactory<MailOutbox> {}
