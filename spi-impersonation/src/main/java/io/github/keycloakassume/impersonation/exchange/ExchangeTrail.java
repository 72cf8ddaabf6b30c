package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.audit.ImpersonatedRefusal;
import io.github.keycloakassume.impersonation.keycloak.EventDetails;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.model.Refusal;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** Notes, in the trail and in the event to come, whose token was refused, if the token is good: a forged one tells nothing. */
record ExchangeTrail(KeycloakSession session, EventBuilder event) {

    void refused(PresentedToken presented) {
        refused(presented, Refusal.EXCHANGE_WHILE_IMPERSONATED);
    }

    void refused(PresentedToken presented, Refusal refusal) {
        presented
                .verifiedSession()
                .filter(login -> Marks.isImpersonated(session, login))
                .ifPresent(login -> note(login, refusal));
    }

    private void note(UserSessionModel login, Refusal refusal) {
        Marks.actingIn(session, login)
                .ifPresent(mark -> EventDetails.of(session, mark).forEach(event::detail));
        new ImpersonatedRefusal(session, new KeycloakClock()).note(login, refusal);
    }
}
