package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.AdminToken;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * Closes the whole Admin API to impersonated callers. By the caller, not by his roles: the Admin API asks for the
 * <em>user's</em> roles wherever the client has scope for them, whatever a token says
 * ({@code MgmtPermissions}: {@code ignoreTokenRoles}).
 */
public final class AdminApiGuard {

    private final KeycloakSession session;
    private final Clock clock;

    public AdminApiGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Whether this request comes from an impersonated caller; if so the trail has it. */
    public boolean refuses() {
        Optional<AdminToken.Caller> caller = new AdminToken(session).impersonatedCaller();
        caller.ifPresent(found -> new Trail(session, clock)
                .refused(TrailEntry.refused(
                        found.realmId(),
                        found.actor(),
                        found.subject(),
                        found.impersonationId(),
                        Refusal.IMPERSONATED)));
        return caller.isPresent();
    }
}
