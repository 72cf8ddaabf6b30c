package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.RunningFrom;
import io.github.keycloakassume.impersonation.model.Impersonation;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What an impersonation that is over has left in Keycloak's caches besides its session. Doing it twice is harmless. */
final class EndedLogins {

    private final KeycloakSession session;
    private final ImpersonatedSessions sessions;

    EndedLogins(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.sessions = new ImpersonatedSessions(session, realm);
    }

    /** Forgets the logins that were begun under its session, and the note in the impersonator's own session. */
    void forget(Impersonation ended) {
        if (ended.start() != null) {
            sessions.closeLogins(ended.start().userSessionId());
        }
        sessions.own(ended).ifPresent(own -> new RunningFrom(session, own).remove(ended.id()));
    }
}
