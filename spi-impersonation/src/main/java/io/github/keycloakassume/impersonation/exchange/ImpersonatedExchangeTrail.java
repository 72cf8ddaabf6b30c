package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.audit.ImpersonatedRefusal;
import io.github.keycloakassume.impersonation.keycloak.EventDetails;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Notes, in the trail and in the event to come, that a token of an impersonated session was refused, and whose it is, if the token is
 * good: a forged one tells nothing.
 */
record ImpersonatedExchangeTrail(KeycloakSession session, EventBuilder event) {

    void refused(PresentedToken presented) {
        refused(presented, ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED);
    }

    void refused(PresentedToken presented, Refusal refusal) {
        refused(presented, null, refusal);
    }

    /**
     * Notes it.
     *
     * @param clientId of the application that presents it, null where that is not told
     * @return whether there was something to note
     */
    boolean refused(PresentedToken presented, @Nullable String clientId, Refusal refusal) {
        Optional<UserSessionModel> login =
                presented.verifiedSession().filter(found -> Marks.isImpersonated(session, found));
        login.ifPresent(found -> note(found, clientId, refusal));
        return login.isPresent();
    }

    private void note(UserSessionModel login, @Nullable String clientId, Refusal refusal) {
        Marks.actingIn(session, login)
                .ifPresent(mark -> EventDetails.of(session, mark).forEach(event::detail));
        new ImpersonatedRefusal(session, new KeycloakClock()).note(login, clientId, refusal);
    }
}
