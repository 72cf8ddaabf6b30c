package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.RequestPath;
import io.github.keycloakassume.impersonation.guard.RegistrationGuard;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/**
 * Puts {@link RegistrationGuard} before every way to register, change or delete a client by itself, whatever provider of
 * Keycloak's {@code client-registration} SPI serves it; other paths cost one comparison of text.
 */
@Provider
public final class RegistrationFilter implements ContainerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Where the path has the client, behind the realm and the kind of registration. */
    private static final int CLIENT = 4;

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        RequestPath path = RequestPath.of(request);
        if (path.isBelow("realms", RequestPath.ANY, "clients-registrations", RequestPath.ANY)
                && !READING.contains(request.getMethod())) {
            new RegistrationGuard(session, new KeycloakClock()).begin(path.namesFrom(CLIENT));
        }
    }
}
