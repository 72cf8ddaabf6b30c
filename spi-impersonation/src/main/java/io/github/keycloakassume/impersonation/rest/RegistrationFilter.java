package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.guard.RegistrationGuard;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * Puts {@link RegistrationGuard} before every way to register, change or delete a client by itself, whatever provider of
 * Keycloak's {@code client-registration} SPI serves it; other paths cost one comparison of text.
 */
@Provider
public final class RegistrationFilter implements ContainerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern REGISTRATION =
            Pattern.compile("/?realms/[^/]+/clients-registrations/[^/]+/?(.*)", Pattern.DOTALL);

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        Matcher path = REGISTRATION.matcher(request.getUriInfo().getPath());
        if (path.matches() && !READING.contains(request.getMethod())) {
            new RegistrationGuard(session, new KeycloakClock())
                    .begin(path.group(1).isEmpty() ? null : path.group(1));
        }
    }
}
