package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.keycloak.EveryFewSeconds;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.keycloak.ServerStops;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.Lanes;
import io.github.keycloakassume.core.schedule.UntilDone;
import io.github.keycloakassume.core.schedule.WorkThreads;
import io.github.keycloakassume.impersonation.keycloak.BegunInRequest;
import io.github.keycloakassume.impersonation.keycloak.NamedImpersonation;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.keycloak.TakenPlaces;
import io.github.keycloakassume.impersonation.model.ActorToken;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.spi.ImpersonationStarted;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** Makes the sweeper, and has it sweep on each node, review and forget on one at a time. */
public final class SweeperFactory implements ImpersonationExpiryFactory {

    private static final Logger LOG = Logger.getLogger(SweeperFactory.class);
    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration RETENTION_INTERVAL = Duration.ofSeconds(5);
    private static final Duration REVIEW_INTERVAL = Duration.ofSeconds(5);

    /** Ends at a time on one node, each a short transaction of the database. */
    private static final int MOST_ENDS = 8;

    /** Logouts told at a time on one node; each holds a connection to the database while applications are told. */
    private static final int MOST_FAREWELLS = 32;

    /** How many of them may wait for the same application. */
    private static final int MOST_OF_APPLICATION = 8;

    /** Reviews at a time that a change in a realm has asked for. */
    private static final int MOST_REVIEWS = 4;

    /** Reviews of what has just begun: one after the other, so that they take little from the starts that go on beside them. */
    private static final int MOST_REVIEWS_OF_STARTS = 1;

    private final ThreadPoolExecutor threads = WorkThreads.of("assume-farewell", MOST_FAREWELLS);
    private final ThreadPoolExecutor endThreads = WorkThreads.of("assume-end", MOST_ENDS);
    private final ThreadPoolExecutor reviewThreads = WorkThreads.of("assume-review-at-once", MOST_REVIEWS);
    private final ThreadPoolExecutor startReviewThreads = WorkThreads.of("assume-review-begun", MOST_REVIEWS_OF_STARTS);
    private final UntilDone startReviews = new UntilDone(
            startReviewThreads,
            CompletableFuture.delayedExecutor(INTERVAL.toMillis(), TimeUnit.MILLISECONDS, startReviewThreads));
    private @Nullable BackgroundEnd end;
    private @Nullable BackgroundFarewell farewell;
    private @Nullable KeycloakSessionFactory server;

    @Override
    public ImpersonationExpiry create(KeycloakSession session) {
        if (end == null || farewell == null) {
            throw new IllegalStateException("not initialized");
        }
        return new Sweeper(session, CLOCK, end, farewell, reviewThreads);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        server = factory;
        BackgroundFarewell farewells =
                new BackgroundFarewell(factory, CLOCK, new Lanes(threads, MOST_FAREWELLS, MOST_OF_APPLICATION));
        BackgroundEnd ends = new BackgroundEnd(factory, CLOCK, new Lanes(endThreads, MOST_ENDS, MOST_ENDS), farewells);
        farewell = farewells;
        end = ends;
        TakenPlaces.reportAtStart(factory);
        ServerStops.end(factory, endThreads);
        ServerStops.end(factory, reviewThreads);
        ServerStops.end(factory, startReviewThreads);
        ServerStops.end(factory, threads);
        EveryFewSeconds.runOnEachNode(
                factory,
                "assume-expiry",
                "end impersonations whose time is up",
                INTERVAL,
                session -> session.getProvider(ImpersonationExpiry.class).endOverdue());
        // Neither a denial nor the revocation of an actor's token sees a start that is not committed: it looks itself
        // once it is.
        factory.register(event -> {
            if (event instanceof ImpersonationStarted started
                    && (started.impersonation().grant() != null || exchanged(started) != null)) {
                reviewOnceCommitted(started);
            }
        });
        EveryFewSeconds.run(
                factory,
                "assume-retention",
                "delete what realms keep no longer of their trail",
                RETENTION_INTERVAL,
                new Retention(CLOCK)::forgetWhenDue);
        EveryFewSeconds.run(
                factory,
                "assume-left-over",
                "look for user sessions of impersonations that are over",
                REVIEW_INTERVAL,
                new LeftOverSessions(CLOCK)::next);
        EveryFewSeconds.run(
                factory,
                "assume-review",
                "look whether the impersonations that run are still allowed",
                REVIEW_INTERVAL,
                new RunningReview(CLOCK, ends)::next);
    }

    /**
     * On another thread: the impersonator does not wait for it, and what has been denied meanwhile ends as quickly. No later review
     * looks at the actor's token again: this one is tried until it succeeds.
     */
    private void reviewOnceCommitted(ImpersonationStarted started) {
        OwnTransaction transaction = new OwnTransaction(started.session());
        Impersonation begun = started.impersonation();
        RealmModel realm = started.session().realms().getRealm(begun.realmId());
        String issuer = new RealmUrls(started.session(), realm).issuer();
        @Nullable ActorToken exchanged = exchanged(started);
        AfterCommit.of(
                started.session(),
                () -> startReviews.run(
                        () -> Attempt.at(
                                () -> transaction.run(own -> own.getProvider(ImpersonationExpiry.class)
                                        .reviewBegun(begun, issuer, exchanged)),
                                e -> EngineLine.NOT_REVIEWED.log(
                                        LOG,
                                        e,
                                        NamedImpersonation.of(new LogNames(transaction), begun),
                                        e,
                                        begun.endsAt())),
                        () -> CLOCK.instant().isBefore(begun.endsAt())));
    }

    private static @Nullable ActorToken exchanged(ImpersonationStarted started) {
        return BegunInRequest.exchanged(
                started.session(), started.impersonation().id());
    }

    /** So that it is closed before what all work without a request needs: it says then that the server stops. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return ServerStops.NEEDED;
    }

    @Override
    public void close() {
        if (server != null) {
            server.publish(ServerStops.now(CLOCK));
        }
    }

    @Override
    public String getId() {
        return "sweeper";
    }
}
