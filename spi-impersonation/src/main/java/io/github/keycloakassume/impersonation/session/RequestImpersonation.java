package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.keycloak.Landing;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationEntry;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A user asks to become another one; what they get is an address that starts it in their own browser. In two steps: whether
 * they may ask at all is decided before anything is read of what they ask for.
 */
public final class RequestImpersonation {

    private final KeycloakSession session;
    private final Clock clock;
    private final Policies policies;
    private final Trail trail;

    public RequestImpersonation(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.policies = new Policies(session);
        this.trail = new Trail(session, clock);
    }

    /** An allowed impersonation and the address that starts it until then. */
    public record Requested(Impersonation impersonation, URI startUrl, Instant startUrlExpiresAt) {}

    /**
     * Lets a caller ask.
     *
     * @throws RefusedException when they may become nobody, whatever they ask for, or ask too often; after the trail has
     *     noted it
     */
    public Admitted admit(AdminCaller caller) {
        try {
            new Callers(session, clock).requireMayAsk(caller);
        } catch (RefusedException refused) {
            throw noted(caller, null, refused);
        }
        return new Admitted(caller);
    }

    private RefusedException noted(AdminCaller caller, @Nullable UserModel subject, RefusedException refused) {
        RealmModel realm = caller.realm();
        @Nullable Person whom = subject == null ? null : Directory.person(realm, subject);
        trail.refused(TrailEntry.refused(realm.getId(), caller.person(), whom, null, refused.refusal()));
        return refused;
    }

    /** A caller who may ask. */
    public final class Admitted {

        private final AdminCaller caller;
        private final RealmModel realm;
        private final ImpersonationSettings settings;

        private Admitted(AdminCaller caller) {
            this.caller = caller;
            this.realm = caller.realm();
            this.settings = RealmSettings.of(session, realm);
        }

        /**
         * Decides, and opens a pending impersonation.
         *
         * @throws RefusedException when it may not be, after the trail has noted it
         */
        public Requested request(StartWish wish) {
            @Nullable UserModel subject = null;
            try {
                subject = subject(wish);
                return open(wish, subject);
            } catch (RefusedException refused) {
                throw noted(caller, subject, refused);
            }
        }

        private UserModel subject(StartWish wish) {
            // Asked for every subject, found or not: what is asked for one kind alone shows in the time of the answer.
            Optional<Refusal> inPlaceOfNotFound = policies.unknownSubject(realm, EvaluatedImpersonator.of(caller));
            try {
                return new Directory(session, realm)
                        .find(wish.user())
                        .orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
            } catch (RefusedException notOne) {
                throw inPlaceOfNotFound
                        .map(refusal -> refusedAsAnyOther(wish, refusal))
                        .orElse(notOne);
            }
        }

        /** An impersonator who may not know whether there is such a user learns it neither from the answer nor from its time. */
        private RefusedException refusedAsAnyOther(StartWish wish, Refusal refusal) {
            decide(wish, caller.user());
            return new RefusedException(refusal);
        }

        private Decision decide(StartWish wish, UserModel subject) {
            return policies.decide(new ImpersonationAttempt(
                    realm,
                    EvaluatedImpersonator.of(caller),
                    subject,
                    // Of a mode that does not exist those hear who may in the one that reaches least far.
                    settings.knownMode(wish.mode()).orElse(Mode.READ_ONLY),
                    ImpersonationAttempt.Stage.REQUESTED,
                    clock.instant(),
                    Reason.isGiven(wish.reason()),
                    wish.grant()));
        }

        private Requested open(StartWish wish, UserModel subject) {
            @Nullable Basis basis = decide(wish, subject).orThrow();
            Mode mode = settings.mode(wish.mode());
            @Nullable Reason reason = settings.accountability().reason(wish.reason());
            @Nullable String ticket = settings.accountability().ticket(wish.ticket());
            // Whole seconds, because claims count in seconds and the two must not disagree.
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Instant end = now.plus(settings.lifespan(wish.lifespan()));
            Impersonation impersonation = new Impersonation(
                    UUID.randomUUID().toString(),
                    realm.getId(),
                    caller.person(),
                    Directory.person(realm, subject),
                    mode,
                    basis == null ? null : basis.grant(),
                    reason,
                    ticket,
                    new Landing(session, realm).resolve(wish.client(), wish.redirectUri(), mode),
                    now,
                    Basis.cap(basis, end),
                    null,
                    null);
            new ImpersonationStore(session).insert(impersonation);
            trail.done(ImpersonationEntry.of(ImpersonationAction.REQUESTED, impersonation, impersonation.reasonText()));
            return new Requested(
                    impersonation,
                    new StartTickets(session, caller.home()).link(impersonation),
                    now.plus(StartTickets.LIFESPAN));
        }
    }
}
