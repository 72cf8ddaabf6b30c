package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.guard.AdminApiGuard;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.model.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/** Puts {@link AdminApiGuard} before every request to {@code /admin}; other paths cost one comparison of text. */
@Provider
public final class AdminApiFilter implements ContainerRequestFilter {

    private static final String ADMIN = "/admin/";

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if ((path.startsWith("/") ? path : "/" + path).startsWith(ADMIN)) {
            beginTransaction();
            if (new AdminApiGuard(session, new KeycloakClock()).refuses()) {
                request.abortWith(Answers.refused(Refusal.IMPERSONATED));
            }
        }
    }

    /** Filters run before Keycloak begins the request's transaction; it takes over the one that it finds. */
    private void beginTransaction() {
        if (!session.getTransactionManager().isActive()) {
            session.getTransactionManager().begin();
        }
    }
}
