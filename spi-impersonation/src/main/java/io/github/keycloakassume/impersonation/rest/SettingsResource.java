package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.keycloak.AdminCaller;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.session.ChangeSettings;
import io.github.keycloakassume.impersonation.store.SettingsStore;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** {@code …/impersonation/settings}: what the realm allows of impersonations. */
public final class SettingsResource {

    private static final String RESOURCE_TYPE = "IMPERSONATION_SETTINGS";

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;

    SettingsResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
    }

    /** The settings, for those who may view the realm. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get() {
        return Answers.to(session, () -> {
            if (!caller.mayViewRealm()) {
                throw new RefusedException(Refusal.NOT_ALLOWED);
            }
            return Answers.json(
                    Response.ok(),
                    SettingsRepresentation.of(
                            new SettingsStore(session).of(caller.realm().getId())));
        });
    }

    /** Changes them, for those who may manage the realm; {@code version} must be the one they have seen. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response put(InputStream body) {
        return Answers.to(session, () -> {
            SettingsRepresentation wish = JsonBody.read(body, SettingsRepresentation.class);
            SettingsStore.Versioned changed =
                    new ChangeSettings(session, clock).change(caller, wish.toSettings(), wish.version());
            caller.note(AdminCaller.Write.UPDATE, RESOURCE_TYPE, Map.of("version", changed.version()), "settings");
            return Answers.json(Response.ok(), SettingsRepresentation.of(changed));
        });
    }
}
