package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.NamedClients;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import io.github.keycloakassume.impersonation.keycloak.ClientAuthenticators;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.session.ChangeSettings;
import io.github.keycloakassume.impersonation.store.SettingsStore;
import io.github.keycloakassume.impersonation.store.SettingsStore.Versioned;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** {@code …/impersonation/settings}: what the realm allows of impersonations. */
public final class SettingsResource {

    private static final String RESOURCE_TYPE = "IMPERSONATION_SETTINGS";

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;
    private final SettingsStore store;
    private final NamedClients clients;

    SettingsResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
        this.store = new SettingsStore(session);
        this.clients = new NamedClients(session, caller.realm());
    }

    /** The settings, for those who may view the realm. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get() {
        return Answers.to(session, () -> Answers.json(Response.ok(), SettingsRepresentation.of(seen(), clients)));
    }

    /** Changes them, for those who may manage the realm; {@code version} must be the one they have seen. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response put(InputStream body) {
        return Answers.to(session, () -> {
            new ChangeSettings(session, clock).require(caller);
            SettingsRepresentation wish = JsonBody.read(body, SettingsRepresentation.class);
            return changed(wish, wish.version());
        });
    }

    /** The settings as a file to keep or to carry to another realm, for those who may view the realm. */
    @GET
    @Path("export")
    @Produces(MediaType.APPLICATION_JSON)
    public Response export() {
        return Answers.to(
                session,
                () -> Answers.json(
                        Response.ok()
                                .header(
                                        HttpHeaders.CONTENT_DISPOSITION,
                                        "attachment; filename=\"impersonation-settings.json\""),
                        SettingsRepresentation.exported(seen().settings(), clients)));
    }

    /** Takes over such a file, whatever the settings were; one that names a version only upon that. */
    @POST
    @Path("import")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response importAll(InputStream body) {
        return Answers.to(session, () -> {
            new ChangeSettings(session, clock).require(caller);
            SettingsRepresentation wish = JsonBody.read(body, SettingsRepresentation.class);
            return changed(wish, wish.version() == null ? store.of(realmId()).version() : wish.version());
        });
    }

    private Versioned seen() {
        if (!caller.mayViewRealm()) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
        return store.of(realmId());
    }

    private Response changed(SettingsRepresentation wish, @Nullable Integer basedOn) throws InvalidBodyException {
        ImpersonationSettings settings = wish.toSettings(
                clients, new ClientAuthenticators(session), store.of(realmId()).settings());
        Versioned changed = new ChangeSettings(session, clock).change(caller, settings, basedOn);
        caller.note(AdminCaller.Write.UPDATE, RESOURCE_TYPE, Map.of("version", changed.version()), "settings");
        return Answers.json(Response.ok(), SettingsRepresentation.of(changed, clients));
    }

    private String realmId() {
        return caller.realm().getId();
    }
}
