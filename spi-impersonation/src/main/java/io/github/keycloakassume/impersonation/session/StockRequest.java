package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.keycloak.Landing;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationEntry;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.StockImpersonation;
import io.github.keycloakassume.impersonation.model.Via;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Asked for in one of Keycloak's own ways, which have no fields for a reason, a lifespan, a mode or a ticket. */
final class StockRequest {

    private final KeycloakSession session;
    private final Clock clock;
    private final Trail trail;

    StockRequest(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.trail = new Trail(session, clock);
    }

    /**
     * Decides as for everybody, and opens a pending impersonation with the realm's defaults.
     *
     * @param way which of Keycloak's ways it was, for the record
     * @param stage whether it starts in the same step
     * @throws RefusedException when it may not be, after the trail has noted it; also where the realm wants a ticket
     */
    Impersonation open(AdminCaller caller, UserModel subject, Reason way, ImpersonationAttempt.Stage stage) {
        try {
            return openAllowed(caller, subject, way, stage);
        } catch (RefusedException refused) {
            trail.refused(TrailEntry.refused(
                    caller.realm().getId(),
                    caller.person(),
                    Directory.person(caller.realm(), subject),
                    null,
                    refused.refusal()));
            throw refused;
        }
    }

    private Impersonation openAllowed(
            AdminCaller caller, UserModel subject, Reason way, ImpersonationAttempt.Stage stage) {
        RealmModel realm = caller.realm();
        ImpersonationSettings settings = RealmSettings.of(session, realm);
        if (settings.stock() == StockImpersonation.REFUSE) {
            throw new RefusedException(ImpersonationRefusal.STOCK_IMPERSONATION_OFF);
        }
        new Callers(session, clock).requireMayAsk(caller);
        Mode mode = settings.defaultMode();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        @Nullable
        Basis basis = new Policies(session)
                .decide(new ImpersonationAttempt(
                        realm, EvaluatedImpersonator.of(caller), subject, mode, stage, now, false, null))
                .orThrow();
        Impersonation pending = new Impersonation(
                        UUID.randomUUID().toString(),
                        realm.getId(),
                        caller.person(),
                        Directory.person(realm, subject),
                        mode,
                        basis == null ? null : basis.grant(),
                        way,
                        settings.accountability().ticket(null),
                        new Landing(session, realm).resolve(null, null, mode),
                        now,
                        Basis.cap(basis, now.plus(settings.lifespan(null))),
                        null,
                        null)
                .via(stage == ImpersonationAttempt.Stage.AT_ONCE ? Via.TOKEN_EXCHANGE : Via.BROWSER);
        ImpersonationStore store = new ImpersonationStore(session);
        store.insert(pending);
        if (stage == ImpersonationAttempt.Stage.AT_ONCE) {
            // What is confirmed later writes its consents then (StartImpersonation).
            store.consented(pending, basis == null ? Set.of() : basis.consents());
        }
        trail.done(ImpersonationEntry.of(ImpersonationAction.REQUESTED, pending, pending.reasonText()));
        return pending;
    }
}
