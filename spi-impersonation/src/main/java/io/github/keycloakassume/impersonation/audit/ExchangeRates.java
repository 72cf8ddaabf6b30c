package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.core.model.HourlyRates;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.store.TrailSearch;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.OnBehalfOfRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/** How often impersonations are begun by exchange within an hour: counted by the trail, so that rates hold on every node. */
public final class ExchangeRates {

    private static final Set<TrailAction> COUNTED = Set.of(ImpersonationAction.ON_BEHALF_OF);

    private final TrailSearch trail;
    private final Clock clock;

    public ExchangeRates(KeycloakSession session, Clock clock) {
        this.trail = new TrailSearch(session);
        this.clock = clock;
    }

    /**
     * Lets those pass who have not begun too many, of whatever subject.
     *
     * @throws RefusedException {@code too-many-requests}, with the seconds until it may be tried again
     */
    public void requireOf(Person actor, String realmId, OnBehalfOfRules rules) {
        Instant now = clock.instant();
        require(
                trail.timeOfLatestBut(rules.perActorPerHour() - 1, realmId, actor, COUNTED, HourlyRates.since(now)),
                now);
    }

    /** The same of one subject, whatever the actor. */
    public void requireOn(Person subject, OnBehalfOfRules rules) {
        Instant now = clock.instant();
        require(
                trail.timeOfLatestOnBut(
                        rules.perSubjectPerHour() - 1, subject.realmId(), subject, COUNTED, HourlyRates.since(now)),
                now);
    }

    private static void require(Optional<Instant> oldest, Instant now) {
        oldest.ifPresent(time -> {
            throw new RefusedException(Refusal.TOO_MANY_REQUESTS, HourlyRates.secondsUntilForgotten(time, now));
        });
    }
}
