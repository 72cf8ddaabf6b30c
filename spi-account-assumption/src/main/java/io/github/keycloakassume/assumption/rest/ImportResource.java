package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.grants.ImportGrants;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import io.github.keycloakassume.core.rest.ListParameters;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
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

/** {@code …/import}: gives again what was exported. */
public final class ImportResource {

    private static final Set<String> PARAMETERS = Set.of("skipEnded");

    private final KeycloakSession session;
    private final AdminDoor door;
    private final Clock clock;

    ImportResource(KeycloakSession session, AdminDoor door, Clock clock) {
        this.session = session;
        this.door = door;
        this.clock = clock;
    }

    /** Gives all that the realm does not have, or nothing; with {@code skipEnded=true} what is over is left out. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response bring(InputStream body, @Context UriInfo uriInfo) {
        return Answers.to(session, () -> {
            Decider decider = door.decider();
            boolean skipEnded = skipEnded(new ListParameters(uriInfo.getQueryParameters(), PARAMETERS));
            ImportGrants.Imported imported = new ImportGrants(session, door.realm(), clock)
                    .bring(
                            decider,
                            JsonBody.read(body, ImportBody.class, ImportBody.LARGEST)
                                    .toCopies(),
                            skipEnded);
            var answer = new ImportedRepresentation(imported.given().size(), imported.skipped());
            door.note(
                    AdminCaller.Write.CREATE,
                    GrantsResource.RESOURCE_TYPE,
                    Map.of("imported", answer.imported(), "skipped", answer.skipped()),
                    "import");
            return Answers.json(Response.ok(), answer);
        });
    }

    private static boolean skipEnded(ListParameters parameters) throws InvalidBodyException {
        return Boolean.TRUE.equals(parameters.<Boolean>oneOf("skipEnded", value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(value);
        }));
    }
}
