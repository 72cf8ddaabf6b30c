package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.BackgroundRequest;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.session.EndImpersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Ends each overdue impersonation in a short transaction of its own: one that fails costs no other. */
final class Sweeper implements ImpersonationExpiry {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int BATCH = 200;

    private final KeycloakSession session;
    private final Clock clock;

    Sweeper(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void endOverdue() {
        new ImpersonationStore(session).overdue(clock.instant(), BATCH).forEach(this::endInOwnTransaction);
    }

    private void endInOwnTransaction(Impersonation overdue) {
        try {
            new OwnTransaction(session).run(own -> end(own, overdue));
        } catch (ModelException e) {
            LOG.warnf(e, "Impersonation %s could not be ended; it is tried again", overdue.id());
        }
    }

    private void end(KeycloakSession own, Impersonation overdue) {
        RealmModel realm = own.realms().getRealm(overdue.realmId());
        if (realm == null) {
            return;
        }
        own.getContext().setRealm(realm);
        UserSessionModel login = own.sessions().getUserSession(realm, overdue.userSessionId());
        Marks.of(login)
                .map(ImpersonationMark::actor)
                .ifPresent(actor -> BackgroundRequest.enter(own, realm, actor.issuer()));
        new EndImpersonation(own, realm, clock)
                .end(overdue.id(), Marks.of(login).isPresent() ? login : null, EndCause.TIME_OVER);
    }
}
