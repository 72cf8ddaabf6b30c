package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.keycloak.LeavingSession;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/** Has {@link LeavingSession} remembered before a logout by refresh token. Other paths cost one comparison of text. */
@Provider
public final class LogoutFilter implements ContainerRequestFilter {

    private static final Pattern LOGOUT = Pattern.compile("/?realms/[^/]+/protocol/openid-connect/logout/?");

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        if ("POST".equals(request.getMethod())
                && LOGOUT.matcher(request.getUriInfo().getPath()).matches()) {
            LeavingSession.remember(session);
        }
    }
}
