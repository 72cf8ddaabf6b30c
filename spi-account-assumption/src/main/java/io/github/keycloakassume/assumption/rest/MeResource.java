package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.ListParameters;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** {@code …/me}: a user's own say in who gets into his account, and who was there. */
public final class MeResource {

    private static final Set<String> PARAMETERS = Set.of("first", "max");

    private final KeycloakSession session;
    private final UserDoor door;
    private final Clock clock;
    private final UserModel user;

    MeResource(KeycloakSession session, UserDoor door, Clock clock, UserModel user) {
        this.session = session;
        this.door = door;
        this.clock = clock;
        this.user = user;
    }

    /** How his account stands. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response overview() {
        return Answers.to(
                session,
                () -> Answers.json(Response.ok(), new Overviews(session, door, clock).of(Scope.user(user.getId()))));
    }

    @Path("grants")
    public GrantsResource grants() {
        return new GrantsResource(session, door, clock);
    }

    @Path("requests")
    public RequestsResource requests() {
        return new RequestsResource(session, door, clock);
    }

    /** Who was he, when, why and in which applications, by {@code first} and {@code max}, the latest first. */
    @GET
    @Path("history")
    @Produces(MediaType.APPLICATION_JSON)
    public Response history(@Context UriInfo uriInfo) {
        return Answers.to(session, () -> {
            door.requireView();
            ListParameters parameters = new ListParameters(uriInfo.getQueryParameters(), PARAMETERS);
            return Answers.json(
                    Response.ok(),
                    registry()
                            .ofSubject(
                                    door.realm().getId(),
                                    user.getId(),
                                    parameters.window(ListParameters.USUAL, ListParameters.MOST))
                            .stream()
                            .map(past -> VisitRepresentation.of(session, past))
                            .toList());
        });
    }

    /** How often somebody was. */
    @GET
    @Path("history/count")
    @Produces(MediaType.APPLICATION_JSON)
    public Response historyCount() {
        return Answers.to(session, () -> {
            door.requireView();
            return Answers.json(
                    Response.ok(), registry().countOfSubject(door.realm().getId(), user.getId()));
        });
    }

    private ImpersonationRegistry registry() {
        return session.getProvider(ImpersonationRegistry.class);
    }
}
