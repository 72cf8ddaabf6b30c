package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.roles.RoleTrust;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.model.ImpersonationRole;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** Somebody asks to see the trail of a realm. */
public final class SeeTrail {

    private final KeycloakSession session;
    private final Clock clock;

    public SeeTrail(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Lets those pass who hold {@code view-impersonations}.
     *
     * @throws RefusedException {@code not-allowed}, after the trail has noted it
     */
    public void require(AdminCaller caller) {
        if (!new RoleTrust(session).holds(caller, ImpersonationRole.VIEW)) {
            Refusal refusal = Refusal.NOT_ALLOWED;
            new Trail(session, clock)
                    .refused(TrailEntry.refused(caller.realm().getId(), caller.person(), null, null, refusal));
            throw new RefusedException(refusal);
        }
    }
}
