package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.requests.AskForGrant;
import io.github.keycloakassume.assumption.requests.WithdrawRequest;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.SteadyAnswer;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

/** {@code …/requests} of the Admin API, where vendor staff ask too. */
public final class AskingResource {

    private static final int LONGEST_TICKET = 255;

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;
    private final RequestsResource requests;

    AskingResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
        this.requests = new RequestsResource(session, new AdminDoor(session, caller), clock);
    }

    /** Asks for a grant. Answers 201, or an error of {@code docs/errors.md}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response ask(InputStream body, @Context UriInfo uriInfo) {
        // Whether there is such a user or organization is not told to who asks, whatever the answer.
        new SteadyAnswer(session).hold();
        return Answers.to(session, () -> {
            WishBody wish = JsonBody.read(body, WishBody.class);
            if (wish.ticket() != null
                    && (wish.ticket().length() > LONGEST_TICKET
                            || wish.ticket().chars().anyMatch(Character::isISOControl))) {
                throw new InvalidBodyException(400, "invalid-field", "ticket");
            }
            AccessRequest asked =
                    new AskForGrant(session, caller.realm(), clock).ask(caller, wish.toRequest(), wish.ticket());
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

    /** As {@link RequestsResource#list}; vendor staff see their own. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uriInfo) {
        return requests.list(uriInfo);
    }

    /** As {@link RequestsResource#count}. */
    @GET
    @Path("count")
    @Produces(MediaType.APPLICATION_JSON)
    public Response count(@Context UriInfo uriInfo) {
        return requests.count(uriInfo);
    }

    /** As {@link RequestsResource#approve}. */
    @POST
    @Path("{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response approve(@PathParam("id") String id, InputStream body, @Context UriInfo uriInfo) {
        return requests.approve(id, body, uriInfo);
    }

    /** As {@link RequestsResource#deny}. */
    @POST
    @Path("{id}/deny")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response deny(@PathParam("id") String id, InputStream body) {
        return requests.deny(id, body);
    }

    private void note(AdminCaller.Write write, Map<String, Object> representation, String id) {
        caller.noteAt(
                AdminDoor.RESOURCE, write, RequestsResource.RESOURCE_TYPE, representation, RequestsResource.PATH, id);
    }
}
