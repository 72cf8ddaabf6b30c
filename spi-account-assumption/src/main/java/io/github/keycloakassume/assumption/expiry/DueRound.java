package io.github.keycloakassume.assumption.expiry;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;

/** Settles everything that is due, the kinds in turn, so that much of one does not make the others wait. */
final class DueRound {

    private static final Logger LOG = Logger.getLogger(DueRound.class);

    private final List<DueWork<?>> kinds;

    /** Those that failed in the round before. One round is done after the other. */
    private final Set<DueWork<?>> failing = new HashSet<>();

    DueRound(Clock clock, KeycloakSessionFactory factory) {
        this.kinds = List.of(
                new DueWork<>(new OverdueGrants(), clock, factory),
                new DueWork<>(new LapsedRequests(), clock, factory),
                new DueWork<>(new NoticesDue(), clock, factory));
    }

    void run() {
        List<DueWork<?>> left = kinds;
        while (!left.isEmpty()) {
            left = left.stream().filter(this::next).toList();
        }
    }

    /** One kind that cannot be settled at all keeps the others from nothing; it is tried again in the next round. */
    private boolean next(DueWork<?> kind) {
        try {
            boolean more = kind.next();
            failing.remove(kind);
            return more;
        } catch (RuntimeException e) {
            // The stack once: while a database is away this comes every few seconds.
            GrantLine.NOT_SETTLED.log(LOG, failing.add(kind) ? e : null, kind.kind(), e);
            return false;
        }
    }
}
