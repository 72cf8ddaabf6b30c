package io.github.keycloakassume.core.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
import jakarta.ws.rs.ForbiddenException;
import org.keycloak.models.KeycloakSession;

/**
 * No resource of ours in the Admin API is for a caller for whom another actor calls: each asks here before it does
 * anything, of the token that Keycloak has verified. Keycloak's own delegation (from 26.8 on) passes the Admin API; impersonated callers the
 * filter of all of the Admin API has refused before.
 */
public final class ActedCallers {

    private ActedCallers() {}

    /**
     * Lets a caller pass for whom no other actor calls.
     *
     * @throws ForbiddenException {@code impersonated}, after the trail has noted it
     */
    public static void refuse(KeycloakSession session, AdminCaller caller) {
        if (caller.isImpersonated()) {
            Refusal refusal = Refusal.IMPERSONATED;
            session.getProvider(TrailProvider.class)
                    .refused(TrailEntry.refused(caller.realm().getId(), caller.person(), null, null, refusal));
            throw new ForbiddenException(Answers.refused(refusal));
        }
    }
}
