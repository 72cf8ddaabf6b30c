package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.BackgroundRequest;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.session.EndImpersonation;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Ends an impersonation without a request, in a short transaction of its own: one that fails costs no other. */
final class BackgroundEnd {

    private static final Logger LOG = Logger.getLogger(BackgroundEnd.class);

    private final KeycloakSession session;
    private final Clock clock;

    BackgroundEnd(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    void end(Impersonation running, EndCause cause) {
        try {
            new OwnTransaction(session).run(own -> end(own, running, cause));
        } catch (ModelException | RefusedException e) {
            LOG.warnf(e, "Impersonation %s could not be ended; it is tried again", running.id());
        }
    }

    private void end(KeycloakSession own, Impersonation running, EndCause cause) {
        RealmModel realm = own.realms().getRealm(running.realmId());
        if (realm == null) {
            return;
        }
        own.getContext().setRealm(realm);
        UserSessionModel login =
                new ImpersonatedSessions(own, realm).of(running).orElse(null);
        Marks.of(login)
                .map(ImpersonationMark::actor)
                .ifPresent(actor -> BackgroundRequest.enter(own, realm, actor.issuer()));
        new EndImpersonation(own, realm, clock).end(running.id(), login, cause);
    }
}
