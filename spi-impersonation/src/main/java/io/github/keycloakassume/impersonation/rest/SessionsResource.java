package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.keycloak.AdminCaller;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.session.FindImpersonation;
import io.github.keycloakassume.impersonation.session.RequestImpersonation;
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
import org.keycloak.models.KeycloakSession;

/** {@code /admin/realms/{realm}/impersonation}: impersonations, for those who may impersonate. */
public final class SessionsResource {

    private static final String RESOURCE_TYPE = "IMPERSONATION";

    private final AdminCaller caller;
    private final Clock clock;
    private final RequestImpersonation requestImpersonation;
    private final FindImpersonation findImpersonation;

    SessionsResource(KeycloakSession session, AdminCaller caller, Clock clock, ImpersonationSettings settings) {
        this.caller = caller;
        this.clock = clock;
        this.requestImpersonation = new RequestImpersonation(session, clock, settings);
        this.findImpersonation = new FindImpersonation(session);
    }

    /** Asks to become a user. 201 with the address that starts it, or an error with a key of {@code docs/errors.md}. */
    @POST
    @Path("sessions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response request(InputStream body, @Context UriInfo uriInfo) {
        try {
            RequestImpersonation.Requested requested = requestImpersonation.request(
                    caller, JsonBody.read(body, StartRequest.class).toWish());
            String id = requested.impersonation().id();
            caller.noteCreated(
                    RESOURCE_TYPE,
                    id,
                    Map.of("user", requested.impersonation().subject().userId()));
            return Answers.json(
                    Response.created(uriInfo.getAbsolutePathBuilder().path(id).build()),
                    StartRepresentation.of(requested));
        } catch (RefusedException refused) {
            return Answers.refused(refused);
        } catch (InvalidBodyException invalid) {
            return Answers.error(invalid.status(), invalid.key(), invalid.params());
        }
    }

    /** One of the caller's own impersonations; other people's are unknown to him. */
    @GET
    @Path("sessions/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response find(@PathParam("id") String id) {
        return findImpersonation
                .ownOf(caller, id)
                .map(found -> Answers.json(Response.ok(), ImpersonationRepresentation.of(found, clock.instant())))
                .orElseGet(() -> Answers.refused(Refusal.IMPERSONATION_NOT_FOUND));
    }
}
