package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** What is refused to an impersonated session, as the trail has it: who acts, as whom, in which impersonation. */
public final class ImpersonatedRefusal {

    private final KeycloakSession session;
    private final Clock clock;

    public ImpersonatedRefusal(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Notes it.
     *
     * @param login an impersonated session; who acts in it is unknown when it is none of this extension's
     */
    public void note(UserSessionModel login, Refusal refusal) {
        note(login, null, refusal);
    }

    /** The same to an application, by its client id. */
    public void note(UserSessionModel login, @Nullable String clientId, Refusal refusal) {
        Optional<ImpersonationMark> mark = Marks.actingIn(session, login);
        new Trail(session, clock)
                .refused(TrailEntry.refused(
                                login.getRealm().getId(),
                                mark.map(found -> found.actor().person()).orElse(null),
                                Directory.person(login.getRealm(), login.getUser()),
                                mark.map(ImpersonationMark::impersonationId).orElse(null),
                                refusal)
                        .in(clientId));
    }
}
