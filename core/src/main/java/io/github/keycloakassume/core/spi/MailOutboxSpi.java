package io.github.keycloakassume.core.spi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes the outbox known to Keycloak, under {@code --spi-assume-mail-outbox-…}. */
public final class MailOutboxSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "assume-mail-outbox";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return MailOutbox.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return MailOutboxFactory.class;
    }
}
