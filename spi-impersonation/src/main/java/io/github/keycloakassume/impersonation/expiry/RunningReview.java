package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.NamedImpersonation;
import io.github.keycloakassume.impersonation.keycloak.RequestAsAtStart;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.session.ReviewImpersonation;
import io.github.keycloakassume.impersonation.store.AwaitedStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.store.LoginRows;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * Reviews what runs, so that an impersonation whose impersonator is gone or that is no longer allowed ends even if nobody
 * uses it. Each round takes the next slice; refresh and single sign-on ask at once.
 */
final class RunningReview {

    private static final Logger LOG = Logger.getLogger(RunningReview.class);
    private static final int SLICE = 200;

    /** A session is stored a little later than the row that names it. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Clock clock;
    private final BackgroundEnd end;

    /** Where the last round stopped. Rounds of one node do not overlap. */
    private volatile String after = "";

    RunningReview(Clock clock, BackgroundEnd end) {
        this.clock = clock;
        this.end = end;
    }

    void next(KeycloakSession session) {
        List<Impersonation> slice = new ImpersonationStore(session)
                .running(clock.instant(), clock.instant().minus(SETTLED), after, SLICE);
        after = slice.size() < SLICE ? "" : slice.get(SLICE - 1).id();
        review(session, slice);
    }

    /** Reviews those, and has ended what must end. */
    void review(KeycloakSession session, List<Impersonation> slice) {
        Set<String> ended = new LoginRows(session)
                .endedAmong(slice.stream().flatMap(RunningReview::login).collect(Collectors.toSet()));
        slice.forEach(running -> (login(running).anyMatch(ended::contains)
                        ? Optional.of(EndCause.IMPERSONATOR_GONE)
                        : review(session, running))
                .ifPresent(cause -> end.hand(running, cause)));
    }

    /** The login that a person acts from; a service account has none. */
    private static Stream<String> login(Impersonation running) {
        return running.via().isByService()
                ? Stream.empty()
                : Stream.ofNullable(running.start()).map(Impersonation.Start::impersonatorSessionId);
    }

    /** Policies are other people's code too: one that fails keeps nobody else from being reviewed. */
    private Optional<EndCause> review(KeycloakSession session, Impersonation running) {
        try {
            RealmModel realm = session.realms().getRealm(running.realmId());
            return realm == null ? Optional.empty() : review(session, realm, running);
        } catch (RuntimeException e) {
            EngineLine.NOT_REVIEWED.log(LOG, e, NamedImpersonation.of(names(session), running), e, running.endsAt());
            return Optional.empty();
        }
    }

    private static LogNames names(KeycloakSession session) {
        return new LogNames(new OwnTransaction(session));
    }

    private Optional<EndCause> review(KeycloakSession session, RealmModel realm, Impersonation running) {
        session.getContext().setRealm(realm);
        Optional<UserSessionModel> login = new ImpersonatedSessions(session, realm).of(running);
        if (login.isEmpty()) {
            return Optional.of(
                    new AwaitedStore(session).isAwaited(running.id()) ? EndCause.NEVER_ARRIVED : EndCause.LOGGED_OUT);
        }
        // Fine-grained policies may ask for the address of whoever calls.
        RequestAsAtStart.enter(session, realm, running);
        return Marks.of(session, login.get())
                .map(mark -> new ReviewImpersonation(session, realm, clock).review(login.get(), mark))
                .orElse(Optional.of(EndCause.NO_LONGER_ALLOWED));
    }
}
