package io.github.keycloakassume.core.spi;

import io.github.keycloakassume.core.model.MailMessage;
import org.keycloak.provider.Provider;

/**
 * Where all modules post their mails: {@code session.getProvider(MailOutbox.class).queue(…)}. The mail is part of the
 * transaction of whoever posts it, so nobody is told what did not happen; it leaves after the commit, without anybody
 * waiting for it, at most once, and is tried again for a day while the mail server is down.
 */
public interface MailOutbox extends Provider {

    void queue(MailMessage message);

    @Override
    default void close() {}
}
