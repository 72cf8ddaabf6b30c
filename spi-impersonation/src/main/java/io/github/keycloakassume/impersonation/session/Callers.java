package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.keycloak.ExchangingActor;
import io.github.keycloakassume.impersonation.keycloak.LoginStrength;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.StepUp;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Who may ask for an impersonation at all, whatever user they name. */
final class Callers {

    private final KeycloakSession session;
    private final Clock clock;

    Callers(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Lets only those pass who could become some user, and have not asked too often.
     *
     * @throws RefusedException as {@link #requirePerson}, what the policies refuse them for every subject, or
     *     {@code too-many-requests}
     */
    void requireMayAsk(AdminCaller caller) {
        requireMayBecomeSomeUser(caller);
        requireFewStarts(caller);
    }

    /**
     * Lets only those pass who could become some user, however often they have asked.
     *
     * @throws RefusedException as {@link #requirePerson}, or what the policies refuse them for every subject
     */
    void requireMayBecomeSomeUser(AdminCaller caller) {
        requirePerson(caller);
        new Policies(session)
                .refusesAll(caller.realm(), EvaluatedImpersonator.of(caller))
                .ifPresent(refusal -> {
                    throw new RefusedException(refusal);
                });
    }

    /** How often they have asked, and how much of it they have not used. */
    private void requireFewStarts(AdminCaller caller) {
        ActorRates rates = session.getProvider(ActorRates.class);
        rates.require(caller.realm().getId(), caller.person(), RatedAct.START);
        Instant now = clock.instant();
        // Older ones cannot start any more.
        Instant since = now.minus(StartTickets.LIFESPAN);
        long pending =
                new ImpersonationStore(session).countPending(caller.realm().getId(), caller.person(), since, now);
        if (pending >= rates.mostPending()) {
            throw new RefusedException(Refusal.TOO_MANY, rates.mostPending());
        }
    }

    /**
     * Lets only a person pass in whose name no impersonator acts, who has a browser to come back to, and has logged in well enough.
     *
     * @throws RefusedException {@code impersonated}, {@code no-browser}, {@code no-login-session} or
     *     {@code insufficient-user-authentication} with the maximum age (0 for any) and the authentication context class
     *     (empty for any)
     */
    void requirePerson(AdminCaller caller) {
        if (caller.isImpersonated()) {
            throw new RefusedException(Refusal.IMPERSONATED);
        }
        if (caller.isServiceAccount()) {
            throw new RefusedException(ImpersonationRefusal.NO_BROWSER);
        }
        if (caller.loginSession().isEmpty()) {
            throw new RefusedException(ImpersonationRefusal.NO_LOGIN_SESSION);
        }
        StepUp stepUp = RealmSettings.of(session, caller.realm()).stepUp();
        if (!stepUp.isMetBy(LoginStrength.of(session, caller), clock.instant())) {
            throw insufficient(stepUp);
        }
    }

    /**
     * Lets only those exchange tokens on behalf of users who are themselves, have authenticated well enough, and could become
     * some user. A service account has no login whose strength could be asked for: its client's authentication counts.
     *
     * @throws RefusedException {@code impersonated}, {@code insufficient-user-authentication},
     *     {@code client-authentication-insufficient}, or what the policies refuse them for every subject
     */
    void requireMayExchange(ExchangingActor actor) {
        if (actor.isImpersonated()) {
            throw new RefusedException(Refusal.IMPERSONATED);
        }
        ImpersonationSettings settings = RealmSettings.of(session, actor.realm());
        if (actor.isService()) {
            if (!settings.onBehalfOf().accepts(actor.authenticator())) {
                throw new RefusedException(ImpersonationRefusal.CLIENT_AUTHENTICATION_INSUFFICIENT);
            }
        } else if (!settings.stepUp().isMetBy(actor.strength(), clock.instant())) {
            throw insufficient(settings.stepUp());
        }
        new Policies(session).refusesAll(actor.realm(), actor.impersonator()).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
    }

    private static RefusedException insufficient(StepUp stepUp) {
        return new RefusedException(
                Refusal.INSUFFICIENT_USER_AUTHENTICATION,
                Optional.ofNullable(stepUp.maxAge()).map(Duration::toSeconds).orElse(0L),
                Optional.ofNullable(stepUp.acr()).orElse(""));
    }
}
