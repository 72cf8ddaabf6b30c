package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailFilter;
import io.github.keycloakassume.core.model.TrailRecord;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.Csv;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.ListParameters;
import io.github.keycloakassume.core.store.TrailSearch;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** The trail of a realm or of one impersonation, for a caller who may see it; the latest entries first. */
public final class TrailResource {

    private static final Set<String> PARAMETERS = Set.of("action", "user", "actor", "from", "to", "first", "max");

    private final KeycloakSession session;
    private final String realmId;
    private final Supplier<@Nullable String> impersonation;

    /**
     * A trail.
     *
     * @param impersonation gives the id of the impersonation whose trail it is, null for the realm's; refuses, when asked,
     *     those who may not see it
     */
    TrailResource(KeycloakSession session, String realmId, Supplier<@Nullable String> impersonation) {
        this.session = session;
        this.realmId = realmId;
        this.impersonation = impersonation;
    }

    /**
     * Entries by {@code action}, {@code user}, {@code actor}, {@code from}, {@code to}, {@code first} and {@code max}, in
     * JSON or CSV.
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    public Response list(@Context UriInfo uriInfo, @Context HttpHeaders headers) {
        return Answers.to(session, () -> {
            ListParameters parameters = new ListParameters(uriInfo.getQueryParameters(), PARAMETERS);
            if (Csv.isWanted(headers)) {
                List<TrailRecord> found = find(parameters, parameters.window(Csv.MOST_ROWS, Csv.MOST_ROWS));
                return Answers.csv("trail.csv", TrailRepresentation.csv(found, tickets(found)));
            }
            List<TrailRecord> found = find(parameters, parameters.window(ListParameters.USUAL, ListParameters.MOST));
            Map<String, String> tickets = tickets(found);
            return Answers.json(
                    Response.ok(),
                    found.stream()
                            .map(made -> TrailRepresentation.of(made, tickets))
                            .toList());
        });
    }

    /** How many entries there are, whatever {@code first} and {@code max} say. */
    @GET
    @Path("count")
    @Produces(MediaType.APPLICATION_JSON)
    public Response count(@Context UriInfo uriInfo) {
        return Answers.to(
                session,
                () -> Answers.json(
                        Response.ok(),
                        new TrailSearch(session)
                                .count(filter(new ListParameters(uriInfo.getQueryParameters(), PARAMETERS)))));
    }

    private Map<String, String> tickets(List<TrailRecord> found) {
        return new ImpersonationStore(session)
                .tickets(found.stream()
                        .map(made -> made.entry().impersonationId())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    private List<TrailRecord> find(ListParameters parameters, PageWindow window) throws InvalidBodyException {
        return new TrailSearch(session).list(filter(parameters), window);
    }

    private TrailFilter filter(ListParameters parameters) throws InvalidBodyException {
        // First: who may not see it is told so, whatever the query says.
        @Nullable String within = impersonation.get();
        TrailFilter filter = new TrailFilter(
                realmId,
                parameters.oneOf("action", TrailAction::new),
                parameters.text("user"),
                parameters.text("actor"),
                within,
                parameters.instant("from"),
                parameters.instant("to"));
        if (new TrailSearch(session).isAmbiguous(filter)) {
            throw new RefusedException(Refusal.USER_AMBIGUOUS);
        }
        return filter;
    }
}
