package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.impersonation.keycloak.StockCaller;
import io.github.keycloakassume.impersonation.session.AdoptStockButton;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/**
 * Answers Keycloak's own {@code POST users/{id}/impersonation} in its place and in its form, with no cookie. JAX-RS runs this after
 * Keycloak's locators, which authenticate and find the user, and before anything is done; other requests cost one look at
 * which method serves them.
 */
@Provider
public final class StockButtonFilter implements ContainerRequestFilter {

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (StockCaller.isButton(resource)) {
            request.abortWith(
                    Answers.to(session, () -> answer(request.getUriInfo().getPathSegments())));
        }
    }

    private Response answer(List<PathSegment> path) {
        AdminCaller caller = StockCaller.ofButton(session);
        AdoptStockButton.Requested requested = requested(caller, userId(path));
        caller.note(
                AdminCaller.Write.CREATE,
                SessionsResource.RESOURCE_TYPE,
                Map.of("user", requested.impersonation().subject().userId()),
                SessionsResource.PATH,
                requested.impersonation().id());
        return Answers.json(
                Response.ok(),
                Map.of(
                        "sameRealm",
                        caller.home().getId().equals(caller.realm().getId()),
                        "redirect",
                        requested.startUrl().toString()));
    }

    private AdoptStockButton.Requested requested(AdminCaller caller, String userId) {
        AdoptStockButton button = new AdoptStockButton(session, new KeycloakClock());
        try {
            return button.request(caller, userId);
        } catch (RefusedException refused) {
            if (button.keepsSecret(caller)) {
                throw new ForbiddenException(refused);
            }
            throw refused;
        }
    }

    /** What stands before the last part of the path, wherever a slash too many is. */
    private static String userId(List<PathSegment> path) {
        List<String> parts = path.stream()
                .map(PathSegment::getPath)
                .filter(part -> !part.isEmpty())
                .toList();
        return parts.get(parts.size() - 2);
    }
}
