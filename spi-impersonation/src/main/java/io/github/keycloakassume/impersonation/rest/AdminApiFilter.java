package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.guard.AdminApiGuard;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.wire.Answers;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * Puts {@link AdminApiGuard} before every resource of administration; other paths cost one comparison of text. JAX-RS
 * runs it once a resource method is found: after Keycloak's locators, which authenticate and look things up but change
 * nothing, and before anything is done.
 */
@Provider
public final class AdminApiFilter implements ContainerRequestFilter {

    /**
     * The Admin API; client registration, which asks the token for administration roles too; and the tokens that identity
     * providers have issued to the user, for which Keycloak's second API of it asks no role; SCIM, which asks the user's own
     * roles as the Admin API does. JAX-RS has decoded the path, line breaks too.
     */
    private static final Pattern ADMINISTRATION = Pattern.compile(
            "/?(admin/.*|realms/[^/]+/(clients-registrations/.*|broker/[^/]+/token.*|scim/.*))", Pattern.DOTALL);

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        if (ADMINISTRATION.matcher(request.getUriInfo().getPath()).matches()) {
            beginTransaction();
            if (new AdminApiGuard(session, new KeycloakClock()).refuses()) {
                request.abortWith(Answers.refused(Refusal.IMPERSONATED));
            }
        }
    }

    /** A resource without locators has none yet; Keycloak takes over the one that it finds. */
    private void beginTransaction() {
        if (!session.getTransactionManager().isActive()) {
            session.getTransactionManager().begin();
        }
    }
}
