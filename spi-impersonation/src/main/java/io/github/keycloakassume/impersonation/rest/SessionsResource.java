package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.Csv;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import io.github.keycloakassume.core.rest.ListParameters;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationFilter;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.session.ExtendImpersonation;
import io.github.keycloakassume.impersonation.session.FindImpersonation;
import io.github.keycloakassume.impersonation.session.RequestImpersonation;
import io.github.keycloakassume.impersonation.session.RevokeImpersonation;
import io.github.keycloakassume.impersonation.store.ActCountStore;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** {@code …/impersonation/sessions}: impersonations, for those who may impersonate and those who watch over them. */
public final class SessionsResource {

    private static final Set<String> PARAMETERS = Set.of("state", "user", "impersonator", "search", "first", "max");

    static final String RESOURCE_TYPE = "IMPERSONATION";
    static final String PATH = "sessions";

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;
    private final FindImpersonation findImpersonation;

    SessionsResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
        this.findImpersonation = new FindImpersonation(session);
    }

    /** Asks to become a user. Answers 201 with the address that starts it, or an error of {@code docs/errors.md}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response request(InputStream body, @Context UriInfo uriInfo) {
        return Answers.steadily(session, () -> {
            RequestImpersonation.Requested requested = new RequestImpersonation(session, clock)
                    .admit(caller)
                    .request(JsonBody.read(body, StartRequest.class).toWish());
            String id = requested.impersonation().id();
            caller.note(
                    AdminCaller.Write.CREATE,
                    RESOURCE_TYPE,
                    Map.of("user", requested.impersonation().subject().userId()),
                    PATH,
                    id);
            return Answers.json(
                    Response.created(uriInfo.getAbsolutePathBuilder().path(id).build()),
                    StartRepresentation.of(requested));
        });
    }

    /** An impersonation that the caller may see; any other is unknown to him. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response find(@PathParam("id") String id) {
        return Answers.to(session, () -> representation(visible(id)));
    }

    /**
     * Impersonations by {@code state}, {@code user}, {@code impersonator}, {@code search}, {@code first} and {@code max}, the
     * latest first, in JSON or CSV: the caller's own, or everybody's for those who watch over them.
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    public Response list(@Context UriInfo uriInfo, @Context HttpHeaders headers) {
        return Answers.to(session, () -> {
            ListParameters parameters = new ListParameters(uriInfo.getQueryParameters(), PARAMETERS);
            if (Csv.isWanted(headers)) {
                return Answers.csv(
                        "impersonations.csv",
                        ImpersonationRepresentation.csv(
                                list(parameters, parameters.window(Csv.MOST_ROWS, Csv.MOST_ROWS)).stream(),
                                clock.instant(),
                                this::clientId));
            }
            return Answers.json(
                    Response.ok(),
                    list(parameters, parameters.window(ListParameters.USUAL, ListParameters.MOST)).stream()
                            .map(found -> ImpersonationRepresentation.of(found, clock.instant(), this::clientId))
                            .toList());
        });
    }

    /** How many there are, whatever {@code first} and {@code max} say. */
    @GET
    @Path("count")
    @Produces(MediaType.APPLICATION_JSON)
    public Response count(@Context UriInfo uriInfo) {
        return Answers.to(
                session,
                () -> Answers.json(
                        Response.ok(),
                        findImpersonation.count(
                                caller, filter(new ListParameters(uriInfo.getQueryParameters(), PARAMETERS)))));
    }

    /** What was done in an impersonation that the caller may see. */
    @Path("{id}/trail")
    public TrailResource trail(@PathParam("id") String id) {
        return new TrailResource(
                session, caller.realm().getId(), () -> visible(id).id());
    }

    /** How often was done in it what is counted. */
    @GET
    @Path("{id}/counts")
    @Produces(MediaType.APPLICATION_JSON)
    public Response counts(@PathParam("id") String id) {
        return Answers.to(
                session,
                () -> Answers.json(
                        Response.ok(),
                        new ActCountStore(session)
                                .of(visible(id).id()).stream()
                                        .map(CountRepresentation::of)
                                        .toList()));
    }

    /** Lets one of the caller's own impersonations last longer, for a reason of its own. */
    @POST
    @Path("{id}/extend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response extend(@PathParam("id") String id, InputStream body) {
        return Answers.to(session, () -> {
            ExtendRequest wish = JsonBody.read(body, ExtendRequest.class);
            Impersonation running = findImpersonation.ownOf(caller, id).orElseThrow(SessionsResource::unknown);
            Impersonation extended =
                    new ExtendImpersonation(session, clock).extend(caller, running, wish.lifespan(), wish.reason());
            caller.note(
                    AdminCaller.Write.UPDATE,
                    RESOURCE_TYPE,
                    Map.of("endsAt", extended.endsAt().toEpochMilli()),
                    PATH,
                    id);
            return representation(extended);
        });
    }

    /** Ends an impersonation now, everywhere; one that is over stays as it is. */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        return Answers.to(session, () -> {
            Impersonation known = findImpersonation.endableBy(caller, id).orElseThrow(SessionsResource::unknown);
            new RevokeImpersonation(session, clock).revoke(caller, known);
            caller.note(AdminCaller.Write.DELETE, RESOURCE_TYPE, Map.of(), PATH, id);
            return Response.noContent().build();
        });
    }

    private Impersonation visible(String id) {
        return findImpersonation.visibleTo(caller, id).orElseThrow(SessionsResource::unknown);
    }

    private List<Impersonation> list(ListParameters parameters, PageWindow window) throws InvalidBodyException {
        return findImpersonation.list(caller, filter(parameters), window);
    }

    private ImpersonationFilter filter(ListParameters parameters) throws InvalidBodyException {
        return new ImpersonationFilter(
                caller.realm().getId(),
                clock.instant(),
                null,
                parameters.oneOf("state", Impersonation.State::ofWireName),
                parameters.text("user"),
                parameters.text("impersonator"),
                parameters.text("search"));
    }

    private Response representation(Impersonation impersonation) {
        return Answers.json(
                Response.ok(), ImpersonationRepresentation.of(impersonation, clock.instant(), this::clientId));
    }

    private @Nullable String clientId(String id) {
        @Nullable ClientModel client = caller.realm().getClientById(id);
        return client == null ? null : client.getClientId();
    }

    private static RefusedException unknown() {
        return new RefusedException(ImpersonationRefusal.IMPERSONATION_NOT_FOUND);
    }
}
