package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.RequestPath;
import io.github.keycloakassume.impersonation.keycloak.Pages;
import io.github.keycloakassume.impersonation.keycloak.PendingActions;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/**
 * Shuts the pages of required actions to those who log in as somebody else, as far as the action is not Keycloak's own:
 * those are silent. Other paths cost one comparison of text.
 */
@Provider
public final class LoginActionsFilter implements ContainerRequestFilter {

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        if (RequestPath.of(request).is("realms", RequestPath.ANY, "login-actions", "required-action")
                && new PendingActions(session).wouldAskImpersonator()) {
            request.abortWith(new Pages(session).refused(ImpersonationRefusal.ACTION_WHILE_IMPERSONATED));
        }
    }
}
