package io.github.keycloakassume.assumption.requests;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.grants.TakeBackApprovals;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Who asked takes it back. */
public final class WithdrawRequest {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public WithdrawRequest(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /**
     * Takes it back, as long as it waits for an answer, and with it what single organizations have granted for it.
     *
     * @throws RefusedException {@code impersonated}, {@code request-not-found} also for other people's,
     *     {@code request-answered} or {@code version-stale}, after the trail has noted it
     */
    public void withdraw(AdminCaller caller, String id) {
        GrantTrail trail = new GrantTrail(session, realm);
        trail.orRefused(caller.person(), () -> {
            if (caller.isImpersonated()) {
                throw new RefusedException(Refusal.IMPERSONATED);
            }
            RequestStore requests = new RequestStore(session);
            AccessRequest own = requests.findLocked(realm.getId(), id)
                    .filter(request -> request.requestedBy().isSamePersonAs(caller.person()))
                    .orElseThrow(() -> new RefusedException(GrantRefusal.REQUEST_NOT_FOUND));
            Instant now = clock.instant();
            AccessRequest withdrawn = requests.update(own.withdrawn(caller.person(), now));
            trail.done(GrantTrail.ANSWERED, caller.person(), withdrawn);
            new TakeBackApprovals(session, now).of(realm, List.of(withdrawn), caller.person());
            return withdrawn;
        });
    }
}
