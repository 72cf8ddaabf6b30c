package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.NamedImpersonation;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * Removes user sessions of impersonations that are over: a request that had begun before the end may put one back into
 * Keycloak's cache ({@code PersistentUserSessionProvider.importUserSession}). Each use of it is refused anyway. Looked for by
 * the ids that the records name, for a quarter of an hour after the end, a slice a round; a login of the user's own that has
 * come to the same id carries no mark and stays.
 */
final class LeftOverSessions {

    private static final Logger LOG = Logger.getLogger(LeftOverSessions.class);
    private static final int SLICE = 200;

    /** The end itself removes the session within this time. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** No request takes longer than this. */
    private static final Duration WATCHED = Duration.ofMinutes(15);

    private final Clock clock;

    /** Where the last round stopped. Rounds of one node do not overlap. */
    private volatile String after = "";

    LeftOverSessions(Clock clock) {
        this.clock = clock;
    }

    void next(KeycloakSession session) {
        Instant now = clock.instant();
        List<Impersonation> slice =
                new ImpersonationStore(session).endedBetween(now.minus(WATCHED), now.minus(SETTLED), after, SLICE);
        after = slice.size() < SLICE ? "" : slice.get(SLICE - 1).id();
        OwnTransaction transaction = new OwnTransaction(session);
        slice.stream().filter(ended -> find(session, ended).isPresent()).forEach(ended -> remove(transaction, ended));
    }

    private static void remove(OwnTransaction transaction, Impersonation ended) {
        Attempt.at(
                () -> transaction.run(own ->
                        find(own, ended).ifPresent(login -> own.sessions().removeUserSession(login.getRealm(), login))),
                e -> EngineLine.SESSION_LEFT.log(
                        LOG, e, NamedImpersonation.of(new LogNames(transaction), ended), e, WATCHED.toMinutes()));
    }

    private static Optional<UserSessionModel> find(KeycloakSession session, Impersonation ended) {
        RealmModel realm = session.realms().getRealm(ended.realmId());
        session.getContext().setRealm(realm);
        return realm == null
                ? Optional.empty()
                : new ImpersonatedSessions(session, realm)
                        .of(ended)
                        .filter(login -> ended.id().equals(login.getNote(ImpersonationMark.NOTE)));
    }
}
