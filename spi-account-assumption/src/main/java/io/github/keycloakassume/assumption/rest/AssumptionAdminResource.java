package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.grants.ChangeAssumptionSettings;
import io.github.keycloakassume.assumption.grants.SwitchTrial;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore.Versioned;
import io.github.keycloakassume.assumption.tenants.Deciders;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.NamedClients;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** {@code /admin/realms/{realm}/account-assumption}. */
public final class AssumptionAdminResource {

    private static final String SETTINGS_TYPE = "ACCOUNT_ASSUMPTION_SETTINGS";

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;
    private final AdminDoor door;

    AssumptionAdminResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
        this.door = new AdminDoor(session, caller);
    }

    /** How the realm stands, for those who may see it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response overview() {
        return Answers.to(session, () -> {
            new Deciders(session).requireView(caller);
            return Answers.json(
                    Response.ok(),
                    new Overviews(session, door, clock)
                            .of(Scope.realm(caller.realm().getId())));
        });
    }

    @Path("grants")
    public GrantsResource grants() {
        return new GrantsResource(session, door, clock);
    }

    @Path("requests")
    public AskingResource requests() {
        return new AskingResource(session, caller, clock);
    }

    @Path("export")
    public ExportResource export() {
        return new ExportResource(session, caller, clock);
    }

    @Path("import")
    public ImportResource bring() {
        return new ImportResource(session, door, clock);
    }

    /** The settings, for those who may see them. */
    @GET
    @Path("settings")
    @Produces(MediaType.APPLICATION_JSON)
    public Response settings() {
        return Answers.to(session, () -> {
            new Deciders(session).requireView(caller);
            return Answers.json(Response.ok(), AssumptionSettingsRepresentation.of(present(), clients()));
        });
    }

    /** Changes them all at once, for those who decide; {@code version} must be the one they have seen. */
    @PUT
    @Path("settings")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response change(InputStream body) {
        return Answers.to(session, () -> {
            Decider.OfRealm decider = door.decider();
            AssumptionSettingsRepresentation wish = JsonBody.read(body, AssumptionSettingsRepresentation.class);
            Versioned changed = new ChangeAssumptionSettings(session, caller.realm())
                    .change(decider, wish.toSettings(present().settings().trial(), clients()), wish.version());
            door.note(AdminCaller.Write.UPDATE, SETTINGS_TYPE, Map.of("version", changed.version()), "settings");
            return Answers.json(Response.ok(), AssumptionSettingsRepresentation.of(changed, clients()));
        });
    }

    /** Begins or ends a trial of the realm or of one of its organizations, for the platform's administrators. */
    @PUT
    @Path("trial")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response trial(InputStream body) {
        return Answers.to(session, () -> {
            TrialBody wish = JsonBody.read(body, TrialBody.class);
            if (wish.trial() == null) {
                throw new InvalidBodyException(400, "invalid-field", "trial");
            }
            Scope tenant = wish.organization() == null
                    ? Scope.realm(caller.realm().getId())
                    : Scope.organization(wish.organization());
            new SwitchTrial(session, caller.realm(), clock).put(caller, tenant, wish.trial());
            door.note(
                    AdminCaller.Write.UPDATE,
                    SETTINGS_TYPE,
                    Map.of("trial", wish.trial(), "tenant", tenant.targetId()),
                    "trial");
            return Response.noContent().build();
        });
    }

    private NamedClients clients() {
        return new NamedClients(session, caller.realm());
    }

    private Versioned present() {
        return new AssumptionSettingsStore(session).of(caller.realm().getId());
    }
}
