package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.guard.AccountGuard;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Puts {@link AccountGuard} before Keycloak's account API, once that has authenticated the caller. Other paths cost one
 * comparison of text.
 */
@Provider
public final class AccountFilter implements ContainerRequestFilter {

    /** The account, perhaps a version of its API, and what of it; JAX-RS has decoded the path, line breaks too. */
    private static final Pattern ACCOUNT =
            Pattern.compile("/?realms/[^/]+/account(?:/v[0-9][^/]*)?(?:/([a-z-]{1,32}))?(?:/.*)?", Pattern.DOTALL);

    @Context
    @SuppressWarnings("NullAway.Init") // set by JAX-RS before any request
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        Matcher account = ACCOUNT.matcher(request.getUriInfo().getPath());
        if (account.matches()) {
            new AccountGuard(session, new KeycloakClock()).see(request.getMethod(), resource(account.group(1)));
        }
    }

    private static String resource(@Nullable String name) {
        return name == null ? "profile" : name;
    }
}
