package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.Application;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Whether an impersonation may get something new at one application, or show something old there: asked wherever a token
 * or an assertion is made, and wherever one is looked at. What an application says of impersonated users may change at any
 * time, and counts at once.
 */
public final class ReviewAtApplication {

    private final KeycloakSession session;
    private final Clock clock;

    public ReviewAtApplication(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Whether nothing may be made for that application: the impersonation has ended or must, or it is closed to it. */
    public boolean forbids(AuthenticatedClientSessionModel participant, ImpersonationMark mark) {
        return isClosed(new Application(participant.getClient(), participant.getRedirectUri()), mark)
                || new ReviewImpersonation(session, participant.getRealm(), clock)
                        .review(participant.getUserSession(), mark)
                        .isPresent();
    }

    /**
     * Whether a token that was issued earlier is worth nothing any more. Sessions of others cost a look into the notes.
     *
     * @param client the application that it was issued for, null when there is no such one any more
     */
    public boolean isOver(@Nullable UserSessionModel login, @Nullable ClientModel client) {
        return new EndedSessions(session, clock).isOver(login)
                || Marks.of(session, login)
                        .filter(mark -> client == null
                                || isClosed(new Application(client), mark)
                                || ActingApplication.refusal(session, client.getRealm(), mark.via(), mark.mode())
                                        .isPresent()
                                || new ReviewImpersonation(session, client.getRealm(), clock).hasLostActor(mark))
                        .isPresent();
    }

    private boolean isClosed(Application application, ImpersonationMark mark) {
        return ApplicationRules.refusal(session, application, mark.mode()).isPresent();
    }
}
