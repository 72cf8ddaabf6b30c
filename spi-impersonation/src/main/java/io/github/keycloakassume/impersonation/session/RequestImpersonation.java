package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.AdminCaller;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.Landing;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.Mode;
import io.github.keycloakassume.impersonation.model.Person;
import io.github.keycloakassume.impersonation.model.Reason;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.model.TrailAction;
import io.github.keycloakassume.impersonation.model.TrailEntry;
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

/** An administrator asks to become a user; what he gets is an address that starts it in his own browser. */
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
     * Decides, and opens a pending impersonation.
     *
     * @throws RefusedException when it may not be, after the trail has noted it
     */
    public Requested request(AdminCaller caller, StartWish wish) {
        @Nullable UserModel subject = null;
        try {
            new Callers(session, clock).requirePerson(caller);
            subject = subject(caller, wish);
            return open(caller, wish, subject);
        } catch (RefusedException refused) {
            RealmModel realm = caller.realm();
            Person actor = caller.person();
            Person whom = subject == null ? null : Directory.person(realm, subject);
            trail.refused(TrailEntry.refused(realm.getId(), actor, whom, null, refused.refusal()));
            throw refused;
        }
    }

    /** Whether a user exists is told only to those who could impersonate somebody. */
    private UserModel subject(AdminCaller caller, StartWish wish) {
        try {
            String user = wish.user() == null ? "" : wish.user().strip();
            return Optional.of(user)
                    .filter(name -> !name.isEmpty())
                    .flatMap(new Directory(session, caller.realm())::find)
                    .orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
        } catch (RefusedException notOne) {
            throw policies.unknownSubject(caller.realm(), caller.impersonator())
                    .map(RefusedException::new)
                    .orElse(notOne);
        }
    }

    private Requested open(AdminCaller caller, StartWish wish, UserModel subject) {
        RealmModel realm = caller.realm();
        ImpersonationSettings settings = RealmSettings.of(session, realm);
        Mode mode = settings.mode(wish.mode());
        @Nullable
        Basis basis = policies.decide(new ImpersonationAttempt(
                        realm,
                        caller.impersonator(),
                        subject,
                        mode,
                        ImpersonationAttempt.Stage.REQUESTED,
                        clock.instant(),
                        Reason.isGiven(wish.reason()),
                        wish.grant()))
                .orThrow();
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
        trail.done(TrailEntry.of(TrailAction.REQUESTED, impersonation, impersonation.reasonText()));
        // At his own realm, where his own cookies are sent: an administrator of master starts there.
        RealmModel home = caller.impersonator().realm();
        URI startUrl = URI.create(new RealmUrls(session, home).start() + "?ticket="
                + new StartTickets(session, home).issue(impersonation));
        return new Requested(impersonation, startUrl, now.plus(StartTickets.LIFESPAN));
    }
}
