package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.Lanes;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.NamedImpersonation;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.session.EndedLogins;
import io.github.keycloakassume.impersonation.session.Farewell;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Has the sessions of ended impersonations removed and their applications told. An application that does not answer its
 * logout delays those of that application alone.
 */
final class BackgroundFarewell {

    private static final Logger LOG = Logger.getLogger(BackgroundFarewell.class);
    private static final String LOOK = "look:";

    private final OwnTransaction transaction;
    private final Farewell farewell;
    private final Lanes lanes;

    BackgroundFarewell(KeycloakSessionFactory factory, Clock clock, Lanes lanes) {
        this.transaction = new OwnTransaction(factory);
        this.farewell = new Farewell(factory, clock);
        this.lanes = lanes;
    }

    /** Right after the end: forgets the logins that were begun under it, and has the applications told. */
    void begin(Impersonation ended) {
        lanes.add(new Lanes.Job(LOOK + ended.id(), Set.of(), () -> {
            attempt(ended, () -> transaction.run(own -> forgetLogins(own, ended)));
            look(ended);
        }));
    }

    /** Of any number of nodes that do this, one tells; where it cannot, it is tried again once its lease is over. */
    void hand(Impersonation ended) {
        if (!lanes.knows(ended.id())) {
            // To look for the session may take as long as a cache waits for a node that does not answer.
            lanes.add(new Lanes.Job(LOOK + ended.id(), Set.of(), () -> look(ended)));
        }
    }

    private void look(Impersonation ended) {
        attempt(ended, () -> {
            if (farewell.takeOn(ended)) {
                Set<String> applications = transaction.call(own -> applications(own, ended));
                lanes.add(new Lanes.Job(ended.id(), applications, () -> farewell.tell(ended)));
            }
        });
    }

    private void attempt(Impersonation ended, Runnable work) {
        Attempt.at(
                work,
                e -> EngineLine.NOT_ALL_TOLD.log(LOG, e, NamedImpersonation.of(new LogNames(transaction), ended), e));
    }

    private static void forgetLogins(KeycloakSession own, Impersonation ended) {
        RealmModel realm = own.realms().getRealm(ended.realmId());
        if (realm != null) {
            own.getContext().setRealm(realm);
            new EndedLogins(own, realm).forget(ended);
        }
    }

    private static Set<String> applications(KeycloakSession own, Impersonation ended) {
        RealmModel realm = own.realms().getRealm(ended.realmId());
        if (realm == null) {
            return Set.of();
        }
        own.getContext().setRealm(realm);
        return new ImpersonatedSessions(own, realm)
                .of(ended)
                .map(login -> Set.copyOf(login.getAuthenticatedClientSessions().keySet()))
                .orElse(Set.of());
    }
}
