package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.RequestPath;
import io.github.keycloakassume.impersonation.guard.AccountGuard;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * Puts {@link AccountGuard} before Keycloak's account API, once that has authenticated the caller. Other paths cost one
 * comparison of text.
 */
@Provider
public final class AccountFilter implements ContainerRequestFilter {

    /** What of the account, perhaps behind a version of its API; others than these are not named. */
    private static final Pattern RESOURCE = Pattern.compile("[a-z-]{1,32}");

    private static final Pattern VERSION = Pattern.compile("v[0-9].*", Pattern.DOTALL);

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        RequestPath path = RequestPath.of(request);
        if (path.isBelow("realms", RequestPath.ANY, "account")) {
            new AccountGuard(session, new KeycloakClock()).see(request.getMethod(), resource(path));
        }
    }

    private static String resource(RequestPath path) {
        boolean isVersioned =
                path.part(3).filter(part -> VERSION.matcher(part).matches()).isPresent();
        return path.part(isVersioned ? 4 : 3)
                .filter(part -> RESOURCE.matcher(part).matches())
                .orElse("profile");
    }
}
