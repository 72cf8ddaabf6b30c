package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * An impersonated session that no decision of ours stands behind: of Keycloak's own impersonation, from before we were there
 * or by a way that we do not know, or a copy of one of ours.
 */
public final class RefuseStray {

    private final KeycloakSession session;
    private final Clock clock;

    public RefuseStray(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Notes that it got nothing. A copy of an impersonated session is ended, and with it what it was copied from. */
    public void note(UserSessionModel stray) {
        Optional<Impersonation> copied = Marks.copied(session, stray);
        new Trail(session, clock)
                .refused(TrailEntry.refused(
                        stray.getRealm().getId(),
                        Marks.strayActor(session, stray).orElse(null),
                        Directory.person(stray.getRealm(), stray.getUser()),
                        copied.map(Impersonation::id).orElse(null),
                        ImpersonationRefusal.STRAY_IMPERSONATION));
        copied.ifPresent(original -> endCopy(original, stray));
    }

    /** What it is noticed in is refused, and rolled back. */
    private void endCopy(Impersonation original, UserSessionModel copy) {
        String copyId = copy.getId();
        new OwnTransaction(session)
                .run(own -> Optional.ofNullable(own.realms().getRealm(original.realmId()))
                        .ifPresent(realm -> {
                            own.getContext().setRealm(realm);
                            new EndImpersonation(own, realm, clock)
                                    .end(
                                            original.id(),
                                            own.sessions().getUserSession(realm, copyId),
                                            EndCause.SESSION_COPIED);
                        }));
    }

    /** Notes it and ends it everywhere; its applications hear of that once it is committed. */
    public void end(UserSessionModel stray) {
        boolean copy = Marks.copied(session, stray).isPresent();
        note(stray);
        if (copy) {
            // One that this very transaction has opened is not there in any other.
            session.sessions().removeUserSession(stray.getRealm(), stray);
        } else {
            new Farewell(session.getKeycloakSessionFactory(), clock)
                    .onceCommitted(session, stray.getRealm(), stray.getId());
        }
    }
}
