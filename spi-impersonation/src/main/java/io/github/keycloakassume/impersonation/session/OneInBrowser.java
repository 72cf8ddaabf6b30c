package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.InRealm;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * One browser, one impersonation: a start ends what the same login runs in a browser already, in whatever realm and however it
 * began. The browser is known by the login that it has all of it from: its cookies do not come along to the Admin API, nor to
 * another realm.
 */
final class OneInBrowser {

    private final KeycloakSession session;
    private final Clock clock;

    OneInBrowser(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Ends the others. Of two starts of the same person at once the second waits for the first, and then ends it. */
    void endOthers(Impersonation starting, UserSessionModel own) {
        Instant now = clock.instant();
        Person impersonator = starting.impersonator();
        new ImpersonationStore(session)
                .claimOpenBeside(starting, now.minus(ImpersonationSettings.LONGEST), now).stream()
                        .filter(Impersonation::runsInBrowser)
                        .filter(other -> other.isFrom(impersonator.realmId(), impersonator.userId(), own.getId()))
                        .forEach(this::end);
    }

    private void end(Impersonation other) {
        RealmModel realm = session.realms().getRealm(other.realmId());
        if (realm != null) {
            new InRealm(session, realm).call(() -> {
                new EndImpersonation(session, realm, clock).end(other.id(), null, EndCause.REPLACED);
                return realm;
            });
        }
    }
}
