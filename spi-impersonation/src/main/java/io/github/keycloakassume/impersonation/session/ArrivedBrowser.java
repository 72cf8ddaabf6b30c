package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.store.AwaitedStore;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;

/**
 * The browser that confirmed a start has come with the session: it got the answer. One that does not come is not waited for
 * long; its impersonation ends then, because no browser holds it. Noted once.
 */
public final class ArrivedBrowser {

    /** How long a browser is waited for: with the sweeper's round it ends within a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final KeycloakSession session;

    public ArrivedBrowser(KeycloakSession session) {
        this.session = session;
    }

    /** Until when one that starts now is waited for. */
    static Instant awaitedUntil(Instant now) {
        return now.plus(PATIENCE);
    }

    /** With the session that carries that mark. */
    public void with(ImpersonationMark mark) {
        new AwaitedStore(session).arrived(mark.impersonationId());
    }

    /** With the session of that impersonation. */
    public void with(Impersonation running) {
        new AwaitedStore(session).arrived(running.id());
    }
}
