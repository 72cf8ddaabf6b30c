package io.github.keycloakassume.assumption.expiry;

import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;

/** Settles everything that is due, the kinds in turn, so that much of one does not make the others wait. */
final class DueRound {

    private static final Logger LOG = Logger.getLogger(DueRound.class);

    private final List<DueWork<?>> kinds;

    DueRound(Clock clock, KeycloakSessionFactory factory) {
        this.kinds = List.of(
                new DueWork<>(new OverdueGrants(), clock, factory),
                new DueWork<>(new LapsedRequests(), clock, factory),
                new DueWork<>(new NoticesDue(), clock, factory));
    }

    void run() {
        List<DueWork<?>> left = kinds;
        while (!left.isEmpty()) {
            left = left.stream().filter(DueRound::next).toList();
        }
    }

    /** One kind that cannot be settled at all keeps the others from nothing; it is tried again in the next round. */
    private static boolean next(DueWork<?> kind) {
        try {
            return kind.next();
        } catch (RuntimeException e) {
            GrantLine.NOT_SETTLED.log(LOG, e, kind.kind(), e);
            return false;
        }
    }
}
