package io.github.keycloakassume.impersonation.wire;

import io.github.keycloakassume.impersonation.keycloak.AdminCaller;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.spi.TrailProvider;
import jakarta.ws.rs.ForbiddenException;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's own delegation (from 26.8 on) passes the Admin API, and opens none of our resources there: every resource of
 * ours asks here before it does anything. Impersonated callers have been refused by the filter of all of the Admin API.
 */
public final class DelegatedCallers {

    private DelegatedCallers() {}

    /**
     * Lets a caller pass for whom no other actor calls.
     *
     * @throws ForbiddenException {@code impersonated}, after the trail has noted it
     */
    public static void refuse(KeycloakSession session, AdminCaller caller) {
        if (caller.isDelegated()) {
            Refusal refusal = Refusal.IMPERSONATED;
            session.getProvider(TrailProvider.class)
                    .refused(TrailEntry.refused(caller.realm().getId(), caller.person(), null, null, refusal));
            throw new ForbiddenException(Answers.refused(refusal));
        }
    }
}
