package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.ById;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.trail.ActorWindows;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Whom of some users a caller could impersonate, without doing it: for consoles that show what is possible. The policies decide as
 * they do for a request that gives a reason, and the answer is the one that the request would get. Nothing is written, no
 * refusal either.
 */
public final class DecideOnUsers {

    /** Users that one question may name. */
    public static final int MOST = 100;

    /** Users that one caller may ask about in a minute on one node: a page of {@link #MOST} every two seconds. */
    private static final int MOST_IN_A_MINUTE = 30 * MOST;

    private final KeycloakSession session;
    private final Clock clock;
    private final ActorWindows asked;

    /**
     * For the transaction of one session.
     *
     * @param asked how many users each caller has asked about
     */
    public DecideOnUsers(KeycloakSession session, Clock clock, ActorWindows asked) {
        this.session = session;
        this.clock = clock;
        this.asked = asked;
    }

    /** How many users each caller has asked about: one for all requests of a node. */
    public static ActorWindows windows() {
        return new ActorWindows(Duration.ofMinutes(1));
    }

    /**
     * What is decided on one user.
     *
     * @param user the id that was asked for
     * @param refusal why not, null when they may be impersonated
     * @param basis what it would rest on, null when on nothing but rights, or when it is refused
     */
    public record OnUser(
            String user,
            @Nullable Refusal refusal,
            @Nullable Basis basis) {}

    /**
     * Lets a caller ask, before anything is read of whom they ask about.
     *
     * @throws RefusedException when they could impersonate no user at all
     */
    public DecideOnUsers admit(AdminCaller caller) {
        new Callers(session, clock).requireMayBecomeSomeUser(caller);
        return this;
    }

    /**
     * Decides on each.
     *
     * @param users their ids, at most {@link #MOST}
     * @param mode as a request would name it, null for the realm's default
     * @throws RefusedException {@code mode-not-available}, or {@code too-many-requests} with the seconds to wait
     */
    public List<OnUser> decide(AdminCaller caller, List<String> users, @Nullable String mode) {
        requireFew(caller, users.size());
        Mode wanted = RealmSettings.of(session, caller.realm()).mode(mode);
        Policies policies = new Policies(session);
        Optional<Refusal> ofUnknown = policies.unknownSubject(caller.realm(), EvaluatedImpersonator.of(caller));
        return users.stream()
                .distinct()
                .map(user -> {
                    UserModel subject =
                            new ById(session, caller.realm()).user(user).orElse(null);
                    // Of a user who does not exist as much is asked as of any other.
                    Decision decision =
                            policies.decide(attempt(caller, subject == null ? caller.user() : subject, wanted));
                    return subject == null
                            ? new OnUser(user, ofUnknown.orElse(Refusal.USER_NOT_FOUND), null)
                            : onUser(user, decision);
                })
                .toList();
    }

    private static OnUser onUser(String user, Decision decision) {
        try {
            return new OnUser(user, null, decision.orThrow());
        } catch (RefusedException refused) {
            return new OnUser(user, refused.refusal(), null);
        }
    }

    private ImpersonationAttempt attempt(AdminCaller caller, UserModel subject, Mode mode) {
        return new ImpersonationAttempt(
                caller.realm(),
                EvaluatedImpersonator.of(caller),
                subject,
                mode,
                ImpersonationAttempt.Stage.REQUESTED,
                clock.instant(),
                true,
                null);
    }

    private void requireFew(AdminCaller caller, int users) {
        Instant now = clock.instant();
        String actor = caller.person().realmId() + " " + caller.person().userId();
        ActorWindows.Window window = asked.add(actor, users, now);
        if (window.count() > MOST_IN_A_MINUTE) {
            throw new RefusedException(
                    Refusal.TOO_MANY_REQUESTS,
                    Math.max(1, Duration.between(now, window.end()).toSeconds()));
        }
    }
}
