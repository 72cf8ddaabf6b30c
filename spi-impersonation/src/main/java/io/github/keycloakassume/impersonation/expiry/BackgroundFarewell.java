package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.LogNames;
import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.session.Farewell;
import io.github.keycloakassume.impersonation.work.Attempt;
import io.github.keycloakassume.impersonation.work.EngineLine;
import io.github.keycloakassume.impersonation.work.Lanes;
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

    /** Of any number of nodes that do this, one tells. */
    void hand(Impersonation ended) {
        if (!lanes.knows(ended.id())) {
            // To look for the session may take as long as a cache waits for a node that does not answer.
            lanes.add(new Lanes.Job(LOOK + ended.id(), Set.of(), () -> tell(ended)));
        }
    }

    private void tell(Impersonation ended) {
        Attempt.at(
                () -> {
                    Set<String> applications = transaction.call(own -> applications(own, ended));
                    lanes.add(new Lanes.Job(ended.id(), applications, () -> farewell.again(ended)));
                },
                e -> EngineLine.NOT_ALL_TOLD.log(LOG, e, new LogNames(transaction).impersonation(ended), e));
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
