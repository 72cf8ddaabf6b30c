package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.roles.RoleTrust;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.audit.ExchangeRates;
import io.github.keycloakassume.impersonation.keycloak.ExchangingActor;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ExchangePlace;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.Via;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.store.ExchangePlaces;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * An application exchanges an actor's token for one of a user who is not present. In three steps, so that nothing is said of the
 * user before it is decided that there may be, and nothing is done before all is checked: {@link #admit}, {@link
 * Admitted#decide}, {@link Decided#act}. One impersonation runs at a time of one actor's login, one application and one user, and
 * is gone on with as long as it is allowed.
 */
public final class ActOnBehalf {

    private final KeycloakSession session;
    private final Clock clock;
    private final Policies policies;
    private final Trail trail;

    public ActOnBehalf(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.policies = new Policies(session);
        this.trail = new Trail(session, clock);
    }

    /**
     * Lets an actor ask.
     *
     * @param client which exchanges
     * @param why the reason and the ticket as they were given
     * @throws RefusedException when they may act for no user at all, or have not said why; after the trail has noted it
     */
    public Admitted admit(ExchangingActor actor, ClientModel client, Why why) {
        try {
            new Callers(session, clock).requireMayExchange(actor);
            ImpersonationSettings settings = RealmSettings.of(session, actor.realm());
            return new Admitted(
                    actor,
                    client,
                    settings,
                    new WhyOnBehalf(
                            session,
                            clock,
                            settings.accountability().reason(why.reason()),
                            settings.accountability().ticket(why.ticket())));
        } catch (RefusedException refused) {
            throw noted(actor, client, null, refused);
        }
    }

    /** What is said about why, null where nothing is. */
    public record Why(@Nullable String reason, @Nullable String ticket) {}

    private RefusedException noted(
            ExchangingActor actor, ClientModel client, @Nullable UserModel subject, RefusedException refused) {
        RealmModel realm = actor.realm();
        @Nullable Person whom = subject == null ? null : Directory.person(realm, subject);
        trail.refused(TrailEntry.refused(realm.getId(), actor.person(), whom, null, refused.refusal())
                .in(client.getClientId()));
        return refused;
    }

    /** An actor who may ask. */
    public final class Admitted {

        private final ExchangingActor actor;
        private final ClientModel client;
        private final RealmModel realm;
        private final ImpersonationSettings settings;
        private final WhyOnBehalf why;

        private Admitted(ExchangingActor actor, ClientModel client, ImpersonationSettings settings, WhyOnBehalf why) {
            this.actor = actor;
            this.client = client;
            this.realm = actor.realm();
            this.settings = settings;
            this.why = why;
        }

        /**
         * Decides. Of a user who does not exist, or whose name means several, as much is done as of any other.
         *
         * @param requestedSubject id, username or e-mail address
         * @param audience the applications that the tokens are to be good for
         * @throws RefusedException when it may not be, after the trail has noted it
         */
        public Decided decide(String requestedSubject, List<ClientModel> audience) {
            @Nullable UserModel subject = null;
            Refusal missing = Refusal.USER_NOT_FOUND;
            try {
                subject = new Directory(session, realm).find(requestedSubject).orElse(null);
            } catch (RefusedException ambiguous) {
                missing = ambiguous.refusal();
            }
            try {
                Decided decided = decide(subject == null ? actor.user() : subject, audience);
                if (subject == null) {
                    throw new RefusedException(missing);
                }
                return decided;
            } catch (RefusedException refused) {
                if (!refused.refusal().equals(ImpersonationRefusal.SUBJECT_PROTECTED)) {
                    new RoleTrust(session).askAsOfHolder();
                }
                throw noted(actor, client, subject, subject == null ? new RefusedException(missing) : refused);
            }
        }

        private Decided decide(UserModel subject, List<ClientModel> audience) {
            ExchangePlace place =
                    new ExchangePlace(actor.person(), actor.origin(), client.getId(), Directory.person(realm, subject));
            Optional<Impersonation> running = new ExchangePlaces(session)
                    .find(place.key())
                    .filter(known -> whyOver(known).isEmpty());
            @Nullable
            Basis basis = running.isPresent()
                    ? null
                    : policies.decide(new ImpersonationAttempt(
                                    realm,
                                    actor.impersonator(),
                                    subject,
                                    settings.defaultMode(),
                                    ImpersonationAttempt.Stage.AT_ONCE,
                                    clock.instant(),
                                    why.reason() != null,
                                    null))
                            .orThrow();
            requireOpen(audience, running.map(Impersonation::mode).orElse(settings.defaultMode()));
            return new Decided(this, subject, place, running, basis);
        }

        /** The application that asks, and all that the tokens are to be good for. */
        private void requireOpen(List<ClientModel> audience, Mode mode) {
            List<ClientModel> all =
                    Stream.concat(Stream.of(client), audience.stream()).toList();
            ApplicationRules.refusal(session, all, mode).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
        }

        /** Why it cannot go on; empty when it runs, in a session that is there, and the policies still allow it. */
        private Optional<EndCause> whyOver(Impersonation known) {
            if (known.state(clock.instant()) != Impersonation.State.ACTIVE) {
                return Optional.of(EndCause.TIME_OVER);
            }
            return new ImpersonatedSessions(session, realm)
                    .of(known)
                    .map(login ->
                            new ReviewImpersonation(session, realm, clock).review(login, Marks.mark(session, known)))
                    .orElse(Optional.of(EndCause.LOGGED_OUT));
        }
    }

    /** An actor who may act for that user. */
    public final class Decided {

        private final Admitted admitted;
        private final UserModel subject;
        private final ExchangePlace place;
        private final Optional<Impersonation> running;
        private final @Nullable Basis basis;

        private Decided(
                Admitted admitted,
                UserModel subject,
                ExchangePlace place,
                Optional<Impersonation> running,
                @Nullable Basis basis) {
            this.admitted = admitted;
            this.subject = subject;
            this.place = place;
            this.running = running;
            this.basis = basis;
        }

        public UserModel subject() {
            return subject;
        }

        /**
         * The session to make tokens in: of the impersonation that runs, or of one that begins now.
         *
         * @throws RefusedException {@code too-many-requests}, or {@code impersonation-changed} when another node has begun one that
         *     cannot be seen here yet; after the trail has noted it
         */
        public UserSessionModel act() {
            try {
                Impersonation acting = running.orElseGet(this::takePlace);
                admitted.why.goesOn(acting, admitted.client);
                DecidedInRequest.note(session, acting.id());
                return new ImpersonatedSessions(session, admitted.realm)
                        .forTokensOf(acting, admitted.client)
                        .orElseThrow(() -> new RefusedException(ImpersonationRefusal.IMPERSONATION_CHANGED));
            } catch (RefusedException refused) {
                throw noted(admitted.actor, admitted.client, subject, refused);
            }
        }

        private Impersonation takePlace() {
            requireRates();
            return new TakePlace(session, admitted.realm, clock).take(place.key(), admitted::whyOver, this::begin);
        }

        private void requireRates() {
            ExchangeRates rates = new ExchangeRates(session, clock);
            rates.requireOf(place.actor(), admitted.realm.getId(), admitted.settings.onBehalfOf());
            rates.requireOn(place.subject(), admitted.settings.onBehalfOf());
        }

        private Impersonation begin() {
            ExchangingActor actor = admitted.actor;
            // Whole seconds, because claims count in seconds and the two must not disagree.
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Impersonation wanted = new Impersonation(
                    UUID.randomUUID().toString(),
                    admitted.realm.getId(),
                    place.actor(),
                    place.subject(),
                    admitted.settings.defaultMode(),
                    basis == null ? null : basis.grant(),
                    admitted.why.reason(),
                    admitted.why.ticket(),
                    new RealmUrls(session, admitted.realm).issuer(),
                    now,
                    Basis.cap(basis, now.plus(admitted.settings.lifespan(null))),
                    null,
                    null,
                    Via.onBehalf(actor.profile(), admitted.client.getId()));
            Impersonation begun = new BeginImpersonation(session, admitted.realm, clock)
                    .onBehalf(wanted, actor.login(), actor.origin(), actor.presented(), admitted.client, subject);
            if (basis != null) {
                new ImpersonationStore(session).consented(begun, basis.consents());
            }
            admitted.why.begins(begun, admitted.client);
            return begun;
        }
    }
}
