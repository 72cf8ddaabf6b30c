package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.PlantedNotes;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * What a login brings with it, by whatever page it came to its end. Notes that look like an impersonation are removed; and
 * a page that was opened during an impersonation gives nothing after its end: Keycloak makes the session again then, with
 * the notes of the login ({@code AuthenticationProcessor.attachSession}).
 */
public final class FollowLogin {

    private final KeycloakSession session;
    private final Clock clock;

    public FollowLogin(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Follows a login that has been attached to that session. */
    public void of(UserSessionModel login) {
        new PlantedNotes(session, login).remove();
        if (Marks.isStray(session, login)) {
            new RefuseStray(session, clock).end(login);
            return;
        }
        Marks.of(session, login)
                .ifPresent(mark -> new ReviewImpersonation(session, login.getRealm(), clock)
                        .review(login, mark)
                        .ifPresent(cause -> new EndImpersonation(session, login.getRealm(), clock)
                                .end(mark.impersonationId(), login, cause)));
    }
}
