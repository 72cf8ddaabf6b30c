package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** Somebody who may ends an impersonation, from wherever he is. One that has not started never will. */
public final class RevokeImpersonation {

    private final KeycloakSession session;
    private final Clock clock;

    public RevokeImpersonation(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Ends it, if it is not over already.
     *
     * @throws RefusedException {@code impersonated}
     */
    public void revoke(AdminCaller caller, Impersonation known) {
        if (caller.isImpersonated()) {
            throw new RefusedException(Refusal.IMPERSONATED);
        }
        new EndImpersonation(session, caller.realm(), clock).end(known.id(), EndCause.REVOKED, caller.person());
    }
}
