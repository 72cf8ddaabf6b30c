package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.requests.AnswerRequest;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import io.github.keycloakassume.core.rest.ListParameters;
import jakarta.ws.rs.Consumes;
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
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/** {@code …/requests} of those who answer them. {@link AskingResource} has more, for those who ask. */
public class RequestsResource {

    private static final Set<String> PARAMETERS = Set.of("scope", "target", "state", "after", "first", "max");

    static final String RESOURCE_TYPE = "ACCOUNT_ASSUMPTION_REQUEST";
    static final String PATH = "requests";

    private final KeycloakSession session;
    private final Door door;
    private final Clock clock;

    RequestsResource(KeycloakSession session, Door door, Clock clock) {
        this.session = session;
        this.door = door;
        this.clock = clock;
    }

    /** Requests by {@code scope}, {@code target}, {@code state}, {@code after}, {@code first} and {@code max}, the latest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uriInfo) {
        return Answers.to(session, () -> {
            ListParameters parameters = new ListParameters(uriInfo.getQueryParameters(), PARAMETERS);
            return Answers.json(
                    Response.ok(),
                    new RequestStore(session)
                            .list(door.seen(filter(parameters)), Pages.of(parameters)).stream()
                                    .map(request ->
                                            RequestRepresentation.of(request, door.answer(request, clock.instant())))
                                    .toList());
        });
    }

    /** How many there are, whatever {@code after}, {@code first} and {@code max} say. */
    @GET
    @Path("count")
    @Produces(MediaType.APPLICATION_JSON)
    public Response count(@Context UriInfo uriInfo) {
        return Answers.to(
                session,
                () -> Answers.json(
                        Response.ok(),
                        new RequestStore(session)
                                .count(door.seen(
                                        filter(new ListParameters(uriInfo.getQueryParameters(), PARAMETERS))))));
    }

    /** Grants what was asked for, or less. Answers 201 with the grant. */
    @POST
    @Path("{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response approve(@PathParam("id") String id, InputStream body, @Context UriInfo uriInfo) {
        return Answers.to(session, () -> {
            Decider decider = door.decider();
            ApprovalBody less = JsonBody.read(body, ApprovalBody.class);
            AnswerRequest.Approved approved =
                    new AnswerRequest(session, door.realm(), clock).approve(decider, id, less.toLess(), less.word());
            note(AdminCaller.Write.UPDATE, approved.request(), "approve");
            return Answers.json(
                    Response.status(Response.Status.CREATED),
                    GrantRepresentation.of(approved.grant(), clock.instant()));
        });
    }

    /** Does not grant it. */
    @POST
    @Path("{id}/deny")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response deny(@PathParam("id") String id, InputStream body) {
        return Answers.to(session, () -> {
            Decider decider = door.takingAway();
            AccessRequest denied = new AnswerRequest(session, door.realm(), clock)
                    .deny(decider, id, JsonBody.read(body, DenialBody.class).word());
            note(AdminCaller.Write.UPDATE, denied, "deny");
            return Answers.json(Response.ok(), RequestRepresentation.of(denied, door.answer(denied, clock.instant())));
        });
    }

    private void note(AdminCaller.Write write, AccessRequest request, String what) {
        door.note(
                write,
                RESOURCE_TYPE,
                Map.of("state", request.state(clock.instant()).wireName()),
                PATH,
                request.id(),
                what);
    }

    private RequestFilter filter(ListParameters parameters) throws InvalidBodyException {
        return new RequestFilter(
                door.realm().getId(),
                clock.instant(),
                parameters.oneOf(
                        "scope", name -> ScopeKind.ofWireName(name).orElseThrow(IllegalArgumentException::new)),
                parameters.text("target"),
                null,
                parameters.oneOf(
                        "state",
                        name -> AccessRequest.State.ofWireName(name).orElseThrow(IllegalArgumentException::new)));
    }
}
