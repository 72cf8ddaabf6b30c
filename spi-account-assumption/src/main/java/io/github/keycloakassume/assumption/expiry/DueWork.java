package io.github.keycloakassume.assumption.expiry;

import static java.util.stream.Collectors.groupingBy;

import io.github.keycloakassume.assumption.store.AtCommit;
import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Settles what is due of one kind, a batch a transaction. A batch in which one fails is done again one by one, so that it
 * costs no other anything. Doing it twice, or on two nodes at once, does no harm: each row is claimed by one.
 */
final class DueWork<T> {

    private static final Logger LOG = Logger.getLogger(DueWork.class);

    private static final int BATCH = 500;

    private final Due<T> kind;
    private final Clock clock;
    private final OwnTransaction transaction;

    /** Whether the last attempt got as far as to know what is due. One round is done after the other. */
    private boolean claimed;

    /** Whether one failed by itself in the round before, and not because nothing at all could be read. */
    private boolean failedBefore;

    DueWork(Due<T> kind, Clock clock, KeycloakSessionFactory factory) {
        this.kind = kind;
        this.clock = clock;
        this.transaction = new OwnTransaction(factory);
    }

    /** What is settled here, as the beginning of a sentence. */
    String kind() {
        return kind.kind();
    }

    /** Settles a batch, and says whether there may be more. */
    boolean next() {
        try {
            boolean more = settle(BATCH) == BATCH;
            failedBefore = false;
            return more;
        } catch (RuntimeException e) {
            // Whatever it was, the batch is rolled back.
            LOG.debug("A batch failed, it is settled one by one", e);
            return oneByOne();
        }
    }

    private boolean oneByOne() {
        for (int i = 0; i < BATCH; i++) {
            if (one() == 0) {
                return false;
            }
        }
        return true;
    }

    /** Without names and mails only what fails in two rounds: a database that was away a moment ago is no reason for that. */
    private int one() {
        try {
            return settle(1);
        } catch (RuntimeException e) {
            if (claimed && failedBefore) {
                return settleOneQuietly(e);
            }
            failedBefore = claimed;
            throw e;
        }
    }

    private int settle(int most) {
        claimed = false;
        return transaction.call(own -> {
            AtCommit.write(own);
            Instant now = clock.instant();
            List<T> due = kind.claim(own, now, most);
            claimed = true;
            due.stream()
                    .collect(groupingBy(kind::realmOf))
                    .forEach((realmId, ofRealm) -> settle(own, realmId, ofRealm, now));
            return due.size();
        });
    }

    private void settle(KeycloakSession own, String realmId, List<T> due, Instant now) {
        RealmModel realm = own.realms().getRealm(realmId);
        if (realm == null) {
            kind.forget(own, realmId);
        } else {
            own.getContext().setRealm(realm);
            kind.settle(own, realm, due, now);
        }
    }

    private int settleOneQuietly(RuntimeException failure) {
        List<T> settled = transaction.call(own -> {
            Instant now = clock.instant();
            List<T> due = kind.claim(own, now, 1);
            due.forEach(one -> kind.settleQuietly(own, one, now));
            return due;
        });
        settled.forEach(one -> GrantLine.NOBODY_TOLD.log(
                LOG, failure, kind.describe(one), new LogNames(transaction).realm(kind.realmOf(one)), failure));
        return settled.size();
    }
}
