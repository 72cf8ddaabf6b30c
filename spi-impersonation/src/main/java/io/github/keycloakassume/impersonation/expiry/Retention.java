package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.spi.TrailShortened;
import io.github.keycloakassume.core.store.TrailStore;
import io.github.keycloakassume.impersonation.session.RealmSettings;
import io.github.keycloakassume.impersonation.store.ActCountStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Forgets, once an hour, what realms keep no longer; each realm in a transaction of its own. */
final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Clock clock;
    private final AtomicReference<@Nullable Instant> last = new AtomicReference<>();

    Retention(Clock clock) {
        this.clock = clock;
    }

    /** Forgets, if it has not within the hour. */
    void forgetWhenDue(KeycloakSession session) {
        Instant now = clock.instant();
        Instant before = last.get();
        if (before == null || Duration.between(before, now).abs().compareTo(INTERVAL) >= 0) {
            last.set(now);
            List<String> realms =
                    session.realms().getRealmsStream().map(RealmModel::getId).toList();
            OwnTransaction transaction = new OwnTransaction(session);
            realms.forEach(realm -> forget(transaction, realm, now));
        }
    }

    private static void forget(OwnTransaction transaction, String realmId, Instant now) {
        // Whatever the database says: the other realms have theirs all the same.
        Attempt.at(
                () -> transaction.run(own -> forget(own, realmId, now)),
                e -> EngineLine.TRAIL_NOT_SHORTENED.log(
                        LOG, e, new LogNames(transaction).realm(realmId), e, INTERVAL.toMinutes()));
    }

    private static void forget(KeycloakSession session, String realmId, Instant now) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm != null) {
            Instant since = RealmSettings.of(session, realm).trailKeptSince(now);
            new TrailStore(session).deleteBefore(realmId, since);
            new ActCountStore(session).deleteBefore(realmId, since);
            new ImpersonationStore(session).deleteBefore(realmId, since);
            session.getKeycloakSessionFactory().publish(new TrailShortened(session, realmId, since));
        }
    }
}
