package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.grants.OrganizationControl;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.core.rest.Answers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** {@code …/organizations/{id}}: what an organization's own administrators decide on. */
public final class OrganizationResource {

    private final KeycloakSession session;
    private final OrganizationDoor door;
    private final Clock clock;
    private final String organizationId;

    OrganizationResource(KeycloakSession session, OrganizationDoor door, Clock clock, String organizationId) {
        this.session = session;
        this.door = door;
        this.clock = clock;
        this.organizationId = organizationId;
    }

    /** How the organization stands. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response overview() {
        return Answers.to(session, () -> {
            door.takingAway();
            return Answers.json(
                    Response.ok(), new Overviews(session, door, clock).of(Scope.organization(organizationId)));
        });
    }

    @Path("grants")
    public GrantsResource grants() {
        return new GrantsResource(session, door, clock);
    }

    @Path("requests")
    public RequestsResource requests() {
        return new RequestsResource(session, door, clock);
    }

    /** Lets the realm's administrators decide again. */
    @DELETE
    @Path("control")
    public Response giveBack() {
        return Answers.to(session, () -> {
            new OrganizationControl(session, door.realm()).giveBack(door.decider());
            return Response.noContent().build();
        });
    }
}
