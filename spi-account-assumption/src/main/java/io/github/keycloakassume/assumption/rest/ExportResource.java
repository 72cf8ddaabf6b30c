package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.grants.ExportGrants;
import io.github.keycloakassume.assumption.tenants.Deciders;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.ListParameters;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/** {@code …/export}: what is in force, to be kept elsewhere. */
public final class ExportResource {

    private static final Set<String> PARAMETERS = Set.of("after", "max");

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;

    ExportResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
    }

    /** A part of it by {@code after} and {@code max}, for those who may see it all. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response export(@Context UriInfo uriInfo) {
        return Answers.to(session, () -> {
            new Deciders(session).requireView(caller);
            ListParameters parameters = new ListParameters(uriInfo.getQueryParameters(), PARAMETERS);
            ExportGrants.Part part = new ExportGrants(session, caller.realm(), clock)
                    .export(
                            parameters.text("after"),
                            parameters
                                    .window(ListParameters.MOST, ListParameters.MOST)
                                    .max());
            return Answers.json(Response.ok(), ExportRepresentation.of(part, clock.instant()));
        });
    }
}
