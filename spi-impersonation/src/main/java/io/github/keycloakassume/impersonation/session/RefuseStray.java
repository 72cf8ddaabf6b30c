package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * A session of Keycloak's own impersonation that is none of ours: of before we were there, or of a way that we do not know.
 * Nobody has decided on it, and it has no end.
 */
public final class RefuseStray {

    private final KeycloakSession session;
    private final Clock clock;

    public RefuseStray(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Notes that it got nothing. */
    public void note(UserSessionModel stray) {
        new Trail(session, clock)
                .refused(TrailEntry.refused(
                        stray.getRealm().getId(),
                        Marks.strayActor(session, stray).orElse(null),
                        Directory.person(stray.getRealm(), stray.getUser()),
                        null,
                        Refusal.STRAY_IMPERSONATION));
    }

    /** Notes it and ends it everywhere. */
    public void end(UserSessionModel stray) {
        note(stray);
        new ImpersonatedSessions(session, stray.getRealm()).end(stray);
    }
}
