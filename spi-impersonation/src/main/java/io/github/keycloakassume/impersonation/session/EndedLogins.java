package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.RunningFrom;
import io.github.keycloakassume.impersonation.model.Impersonation;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What an impersonation that is over has left in Keycloak's caches besides its session. It is forgotten with the end, or right
 * after: a login that this browser begins later goes under the same id ({@code AUTH_SESSION_ID}), and is to stay.
 */
public final class EndedLogins {

    private final KeycloakSession session;
    private final ImpersonatedSessions sessions;

    public EndedLogins(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.sessions = new ImpersonatedSessions(session, realm);
    }

    /** Forgets the logins that were begun under its session, and the note in the impersonator's own session. */
    public void forget(Impersonation ended) {
        if (ended.start() != null) {
            sessions.closeLogins(ended.start().userSessionId());
        }
        sessions.own(ended).ifPresent(own -> new RunningFrom(session, own).remove(ended.id()));
    }
}
