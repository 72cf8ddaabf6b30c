package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.impersonation.session.SeeTrail;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** {@code /admin/realms/{realm}/impersonation}. */
public final class ImpersonationAdminResource {

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;

    ImpersonationAdminResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
    }

    @Path("sessions")
    public SessionsResource sessions() {
        return new SessionsResource(session, caller, clock);
    }

    /** What the caller may do with some users. */
    @Path("decisions")
    public DecisionsResource decisions() {
        return new DecisionsResource(session, caller, clock);
    }

    /** The whole trail, for those who watch over impersonations. */
    @Path("trail")
    public TrailResource trail() {
        return new TrailResource(session, caller.realm().getId(), () -> {
            new SeeTrail(session, clock).require(caller);
            return null;
        });
    }

    @Path("settings")
    public SettingsResource settings() {
        return new SettingsResource(session, caller, clock);
    }
}
