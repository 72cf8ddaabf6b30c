package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.RequestPath;
import io.github.keycloakassume.core.keycloak.SteadyAnswer;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/**
 * Has refusals of Keycloak's own {@code POST users/{id}/impersonation} take the same time whether or not there is such a user. From
 * before JAX-RS looks for a resource: Keycloak's locator ({@code UsersResource.user}) refuses an unknown one before {@link
 * StockButtonFilter} runs. Other paths cost one comparison of text.
 */
@Provider
@PreMatching
public final class ButtonTimeFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String PROPERTY = "assume.button-time";

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        if (HttpMethod.POST.equals(request.getMethod())
                && RequestPath.of(request)
                        .is("admin", "realms", RequestPath.ANY, "users", RequestPath.ANY, "impersonation")) {
            request.setProperty(PROPERTY, new SteadyAnswer(session));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(PROPERTY) instanceof SteadyAnswer steady
                && response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            steady.hold();
        }
    }
}
