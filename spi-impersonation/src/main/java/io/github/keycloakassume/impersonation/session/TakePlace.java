package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.store.ExchangePlaces;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;

/**
 * The one place of an actor's login, an application and a user. Of all who want to begin an impersonation there at once, on whatever
 * node, one does, and the others go on with it.
 */
final class TakePlace {

    /** By then what another node has committed is to be seen on this one. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final ExchangePlaces places;

    TakePlace(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.places = new ExchangePlaces(session);
    }

    /**
     * The impersonation that runs there from now on. Another that begins one there at this moment is waited for.
     *
     * @param place key of the place
     * @param whyOver why one cannot go on, empty when it can
     * @param begin begins one
     * @throws RefusedException {@code impersonation-changed} when another node has begun one that cannot be seen here yet, or the one
     *     before is being ended
     */
    Impersonation take(
            String place, Function<Impersonation, Optional<EndCause>> whyOver, Supplier<Impersonation> begin) {
        Optional<Impersonation> before = hold(place).filter(known -> known.end() == null);
        Optional<EndCause> over = before.flatMap(whyOver);
        if (before.isPresent() && over.isEmpty()) {
            return before.get();
        }
        if (before.filter(this::hasJustBegun).isPresent()) {
            throw new RefusedException(ImpersonationRefusal.IMPERSONATION_CHANGED);
        }
        over.ifPresent(cause -> new EndImpersonation(session, realm, clock)
                .end(before.orElseThrow().id(), null, cause));
        Impersonation begun = begin.get();
        places.take(place, begun.id());
        return begun;
    }

    /** What the place was given to last. */
    private Optional<Impersonation> hold(String place) {
        if (!places.isKnown(place)) {
            try {
                new OwnTransaction(session).run(own -> new ExchangePlaces(own).make(realm.getId(), place));
            } catch (ModelException e) {
                // Another request has made it at the same moment; if not, holding it fails, too.
                return places.hold(place);
            }
        }
        return places.hold(place);
    }

    /** Where sessions are not kept in the database, the session of one that has just begun is seen a little later than its row. */
    private boolean hasJustBegun(Impersonation other) {
        return other.state(clock.instant()) == Impersonation.State.ACTIVE
                && other.start() != null
                && other.start().at().plus(SETTLED).isAfter(clock.instant())
                && new ImpersonatedSessions(session, realm).of(other).isEmpty();
    }
}
