package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * A way back that has been used. A browser that did not get the answer still has the secret and may use it again, as often as
 * needed within {@link Impersonation#GRACE}: until it comes with its own session and without the secret, which shows that it got the answer. For that
 * a note of the impersonator's own session points to the record, so that other logins cost a look into their notes.
 */
public final class UsedWayBack {

    private static final String NOTE = "assume.returned";

    private final KeycloakSession session;
    private final Clock clock;

    public UsedWayBack(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Notes the use. */
    void note(Impersonation ended) {
        new ImpersonationStore(session).update(ended.wayBackUsed(clock.instant()));
        realmOf(ended)
                .flatMap(realm -> new ImpersonatedSessions(session, realm).own(ended))
                .filter(own -> own.getRealm().getId().equals(ended.realmId()))
                .ifPresent(own -> own.setNote(NOTE, ended.id()));
    }

    /** The browser of that login has come: if it was the one, its secret opens nothing any more. */
    public void arrived(UserSessionModel login) {
        String id = login.getNote(NOTE);
        if (id == null || holdsSecret(login.getRealm(), id)) {
            return;
        }
        login.removeNote(NOTE);
        ImpersonationStore store = new ImpersonationStore(session);
        store.find(id)
                .filter(known -> known.end() != null)
                .filter(known ->
                        known.isFrom(login.getRealm().getId(), login.getUser().getId(), login.getId()))
                .map(Impersonation::withoutWayBack)
                .ifPresent(store::update);
    }

    /**
     * The browser has followed the answer, and the secret of its way back is gone with it.
     *
     * @param isTheBrowser whether it shows that it is the one that came back
     * @return the impersonation that it has come back from, as it was; empty when there is none whose way back has been used, when it
     *     is another browser, or when it holds the secret still
     */
    public Optional<Impersonation> followed(RealmModel realm, String id, Predicate<Impersonation> isTheBrowser) {
        ImpersonationStore store = new ImpersonationStore(session);
        Optional<Impersonation> ended = holdsSecret(realm, id)
                ? Optional.empty()
                : store.find(realm.getId(), id)
                        .filter(known -> known.hasReturned(clock.instant()))
                        .filter(isTheBrowser);
        ended.map(Impersonation::withoutWayBack).ifPresent(store::update);
        return ended;
    }

    private boolean holdsSecret(RealmModel realm, String id) {
        return new RevertCookie(session, realm)
                .claim()
                .filter(claim -> claim.impersonationId().equals(id))
                .isPresent();
    }

    private Optional<RealmModel> realmOf(Impersonation ended) {
        return Optional.ofNullable(session.realms().getRealm(ended.realmId()));
    }
}
