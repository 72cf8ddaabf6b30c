package io.github.keycloakassume.core.trail;

import io.github.keycloakassume.core.model.HourlyRates;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.core.store.TrailSearch;
import java.time.Clock;
import java.time.Instant;

/**
 * Counts what a person has done by the trail, which has all of it: so that rates hold on every node and after a restart.
 * Requests at the very same moment do not see each other: they are as many as one node serves at a time.
 */
final class TrailRates implements ActorRates {

    private final TrailSearch trail;
    private final HourlyRates rates;
    private final Clock clock;

    TrailRates(TrailSearch trail, HourlyRates rates, Clock clock) {
        this.trail = trail;
        this.rates = rates;
        this.clock = clock;
    }

    @Override
    public void require(String realmId, Person actor, RatedAct act) {
        Instant now = clock.instant();
        trail.timeOfLatestBut(rates.of(act) - 1, realmId, actor, act.actions(), HourlyRates.since(now))
                .ifPresent(oldest -> {
                    throw new RefusedException(
                            Refusal.TOO_MANY_REQUESTS, HourlyRates.secondsUntilForgotten(oldest, now));
                });
    }

    @Override
    public int mostPending() {
        return rates.mostPending();
    }
}
