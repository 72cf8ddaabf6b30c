package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The impersonation whose way back this browser holds: both halves of the secret fit the record. */
final class HeldWayBack {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    HeldWayBack(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /** Whether it runs or is over; a browser without our cookies costs no lookup. */
    Optional<Impersonation> find() {
        return new RevertCookie(session, realm)
                .claim()
                .flatMap(claim -> new ImpersonationStore(session)
                        .find(realm.getId(), claim.impersonationId())
                        .filter(known -> known.opensWayBack(claim.secret(), clock.instant())));
    }

    /** The same if it is over. */
    Optional<Impersonation> over() {
        return find().filter(known -> known.state(clock.instant()) == Impersonation.State.ENDED);
    }
}
