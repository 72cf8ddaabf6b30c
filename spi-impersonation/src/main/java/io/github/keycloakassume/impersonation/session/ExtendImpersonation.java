package io.github.keycloakassume.impersonation.session;

import static io.github.keycloakassume.impersonation.spi.ImpersonationAttempt.Stage.RUNNING;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationEntry;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The impersonator needs more time: decided anew, for a reason of its own, within the same longest lifespan. */
public final class ExtendImpersonation {

    private final KeycloakSession session;
    private final Clock clock;
    private final Trail trail;

    public ExtendImpersonation(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.trail = new Trail(session, clock);
    }

    /**
     * Moves its end.
     *
     * @param running one of the caller's own impersonations
     * @param lifespan seconds from now on
     * @throws RefusedException {@code impersonation-not-active}, {@code lifespan-out-of-range}, {@code too-many-requests}, or whatever a start would be
     *     refused for, after the trail has noted it
     */
    public Impersonation extend(
            AdminCaller caller, Impersonation running, @Nullable Long lifespan, @Nullable String reason) {
        try {
            return extendAllowed(caller, running, lifespan, reason);
        } catch (RefusedException refused) {
            trail.refused(TrailEntry.refused(
                    running.realmId(), caller.person(), running.subject(), running.id(), refused.refusal()));
            throw refused;
        }
    }

    private Impersonation extendAllowed(
            AdminCaller caller, Impersonation running, @Nullable Long lifespan, @Nullable String why) {
        RealmModel realm = caller.realm();
        ImpersonationSettings settings = RealmSettings.of(session, realm);
        new Callers(session, clock).requirePerson(caller);
        session.getProvider(ActorRates.class).require(realm.getId(), caller.person(), RatedAct.EXTENSION);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (running.state(now) != Impersonation.State.ACTIVE
                || new ImpersonatedSessions(session, realm).of(running).isEmpty()) {
            throw new RefusedException(ImpersonationRefusal.IMPERSONATION_NOT_ACTIVE);
        }
        UserModel subject = new Directory(session, realm)
                .find(running.subject())
                .orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
        @Nullable
        Basis basis = new Policies(session)
                .decide(ImpersonationAttempt.of(RUNNING, realm, EvaluatedImpersonator.of(caller), subject, running))
                .orThrow();
        @Nullable Reason reason = settings.accountability().reason(why);
        Instant end = Basis.cap(basis, settings.extendedEnd(running, now, lifespan));
        if (!end.isAfter(running.endsAt())) {
            throw new RefusedException(ImpersonationRefusal.LIFESPAN_OUT_OF_RANGE);
        }
        Impersonation extended = running.extended(now, end);
        new ImpersonationStore(session).update(extended);
        trail.done(
                ImpersonationEntry.of(ImpersonationAction.EXTENDED, extended, reason == null ? null : reason.text()));
        return extended;
    }
}
