package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.grants.ChangeGrant;
import io.github.keycloakassume.assumption.grants.GiveGrant;
import io.github.keycloakassume.assumption.grants.RevokeGrant;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.tenants.Suspensions;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import io.github.keycloakassume.core.rest.ListParameters;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** {@code …/grants}: what has been granted and denied, for whoever has come in by that door. */
public final class GrantsResource {

    private static final Set<String> PARAMETERS =
            Set.of("scope", "target", "grantee", "state", "after", "first", "max");

    static final String RESOURCE_TYPE = "ACCOUNT_ASSUMPTION_GRANT";
    private static final String PATH = "grants";

    private final KeycloakSession session;
    private final Door door;
    private final Clock clock;

    GrantsResource(KeycloakSession session, Door door, Clock clock) {
        this.session = session;
        this.door = door;
        this.clock = clock;
    }

    /** Grants by {@code scope}, {@code target}, {@code state}, {@code after}, {@code first} and {@code max}, the latest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uriInfo) {
        return Answers.to(session, () -> {
            ListParameters parameters = new ListParameters(uriInfo.getQueryParameters(), PARAMETERS);
            Suspensions suspensions = new Suspensions(session, door.realm());
            return Answers.json(
                    Response.ok(),
                    new GrantStore(session)
                            .list(door.seen(filter(parameters)), Pages.of(parameters)).stream()
                                    .map(grant -> GrantRepresentation.of(grant, clock.instant(), suspensions))
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
                        new GrantStore(session)
                                .count(door.seen(
                                        filter(new ListParameters(uriInfo.getQueryParameters(), PARAMETERS))))));
    }

    /** One that the caller gets to see; any other is unknown to him. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response find(@PathParam("id") String id) {
        return Answers.to(session, () -> {
            GrantFilter seen = door.seen(GrantFilter.all(door.realm().getId(), clock.instant()));
            Grant grant = new GrantStore(session)
                    .find(door.realm().getId(), id)
                    .filter(found -> door.reaches(found) && seen.mayName(found))
                    .orElseThrow(() -> new RefusedException(GrantRefusal.GRANT_NOT_FOUND));
            return Answers.json(
                    Response.ok(),
                    GrantRepresentation.of(grant, clock.instant(), new Suspensions(session, door.realm())));
        });
    }

    /** Grants, or denies. Answers 201, or an error of {@code docs/errors.md}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response give(InputStream body, @Context UriInfo uriInfo) {
        return Answers.to(session, () -> {
            Decider decider = door.takingAway();
            Grant grant = new GiveGrant(session, door.realm(), clock)
                    .give(
                            decider,
                            door.complete(JsonBody.read(body, GrantBody.class).toWish()));
            note(AdminCaller.Write.CREATE, grant);
            return Answers.json(
                    Response.created(
                            uriInfo.getAbsolutePathBuilder().path(grant.id()).build()),
                    GrantRepresentation.of(grant, clock.instant()));
        });
    }

    /** Extends, reduces, or puts on other terms; a duration counts from now. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String id, InputStream body) {
        return Answers.to(session, () -> {
            Decider decider = door.decider();
            ChangeBody wish = JsonBody.read(body, ChangeBody.class);
            Grant grant =
                    new ChangeGrant(session, door.realm(), clock).change(decider, id, wish.toChange(), wish.version());
            note(AdminCaller.Write.UPDATE, grant);
            return Answers.json(Response.ok(), GrantRepresentation.of(grant, clock.instant()));
        });
    }

    /** Revokes at once, and says which others still allow the same. */
    @DELETE
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response revoke(@PathParam("id") String id) {
        return Answers.to(session, () -> {
            RevokeGrant.Revoked revoked = new RevokeGrant(session, door.realm(), clock).revoke(door.takingAway(), id);
            note(AdminCaller.Write.DELETE, revoked.grant());
            return Answers.json(
                    Response.ok(), GrantRepresentation.of(revoked.grant(), clock.instant(), revoked.stillAllowing()));
        });
    }

    private void note(AdminCaller.Write write, Grant grant) {
        door.note(
                write,
                RESOURCE_TYPE,
                Map.of(
                        "scope", grant.scope().kind().wireName(),
                        "target", grant.scope().targetId(),
                        "effect", grant.terms().effect().wireName()),
                PATH,
                grant.id());
    }

    private GrantFilter filter(ListParameters parameters) throws InvalidBodyException {
        return new GrantFilter(
                door.realm().getId(),
                clock.instant(),
                parameters.oneOf(
                        "scope", name -> ScopeKind.ofWireName(name).orElseThrow(IllegalArgumentException::new)),
                parameters.text("target"),
                parameters.text("grantee"),
                null,
                false,
                parameters.oneOf(
                        "state",
                        name -> GrantFilter.Standing.ofWireName(name).orElseThrow(IllegalArgumentException::new)));
    }
}
