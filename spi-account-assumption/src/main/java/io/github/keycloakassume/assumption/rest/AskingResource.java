package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.requests.AskForGrant;
import io.github.keycloakassume.assumption.requests.WithdrawRequest;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.SteadyAnswer;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.JsonBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** {@code …/requests} of the Admin API, where vendor staff ask too, and see their own. */
public final class AskingResource extends RequestsResource {

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;

    AskingResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        super(session, new AdminDoor(session, caller), clock);
        this.session = session;
        this.caller = caller;
        this.clock = clock;
    }

    /** Asks for a grant. Answers 201, or an error of {@code docs/errors.md}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response ask(InputStream body, @Context UriInfo uriInfo) {
        // Whether there is such a user or organization is not told to who asks, whatever the answer.
        new SteadyAnswer(session).hold();
        return Answers.to(session, () -> {
            RequestBody wish = JsonBody.read(body, RequestBody.class);
            AccessRequest asked =
                    new AskForGrant(session, caller.realm(), clock).ask(caller, wish.toWish(), wish.ticket());
            note(AdminCaller.Write.CREATE, Map.of("scope", asked.scope().kind().wireName()), asked.id());
            return Answers.json(
                    Response.created(
                            uriInfo.getAbsolutePathBuilder().path(asked.id()).build()),
                    RequestRepresentation.of(asked, clock.instant()));
        });
    }

    /** Takes one's own back. */
    @DELETE
    @Path("{id}")
    public Response withdraw(@PathParam("id") String id) {
        return Answers.to(session, () -> {
            new WithdrawRequest(session, caller.realm(), clock).withdraw(caller, id);
            note(AdminCaller.Write.DELETE, Map.of(), id);
            return Response.noContent().build();
        });
    }

    private void note(AdminCaller.Write write, Map<String, Object> representation, String id) {
        caller.noteAt(
                AdminDoor.RESOURCE, write, RequestsResource.RESOURCE_TYPE, representation, RequestsResource.PATH, id);
    }
}
