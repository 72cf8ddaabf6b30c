package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Ends an impersonation whose browser, known by its secret, has come without its login: the session is gone (signed out,
 * deleted, revoked, idle, lost in a restart) or the identity cookie is (deleted, called back by not-before). Keycloak tells
 * of most of these by no event, and the browser does not wait for the background review.
 */
final class EndWithoutLogin {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    EndWithoutLogin(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /** Ends it, unless its end is noted. */
    void end(Impersonation known) {
        if (known.end() == null) {
            new EndImpersonation(session, realm, clock).end(known.id(), null, cause(known));
        }
    }

    private EndCause cause(Impersonation known) {
        if (known.state(clock.instant()) == Impersonation.State.ENDED) {
            return EndCause.TIME_OVER;
        }
        ReviewImpersonation review = new ReviewImpersonation(session, realm, clock);
        return new ImpersonatedSessions(session, realm)
                .of(known)
                .flatMap(login -> Marks.of(session, login).flatMap(mark -> review.review(login, mark)))
                .orElse(EndCause.LOGGED_OUT);
    }
}
