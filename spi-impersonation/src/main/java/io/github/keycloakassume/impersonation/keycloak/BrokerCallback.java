package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The requests in which Keycloak has the mappers of an identity provider work on a user: when he comes back from there, and
 * behind his first login ({@code IdentityBrokerService}).
 */
public final class BrokerCallback {

    private static final Pattern ENDPOINT =
            Pattern.compile("/?realms/[^/]+/broker/([^/]+)/endpoint(?:/.*)?", Pattern.DOTALL);
    private static final Pattern AFTER_FIRST_LOGIN = Pattern.compile("/?realms/[^/]+/broker/after-first-broker-login");

    private BrokerCallback() {}

    /** Alias of the provider whose mappers work in this request, empty in every other. */
    public static Optional<String> identityProvider(KeycloakSession session) {
        return ServedRequest.of(session)
                .map(request -> request.getUri().getPath())
                .flatMap(path -> {
                    Matcher endpoint = ENDPOINT.matcher(path);
                    if (endpoint.matches()) {
                        return Optional.of(endpoint.group(1));
                    }
                    return AFTER_FIRST_LOGIN.matcher(path).matches() ? firstLogin(session) : Optional.empty();
                });
    }

    private static Optional<String> firstLogin(KeycloakSession session) {
        @Nullable AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        return Optional.ofNullable(login)
                .map(known -> known.getAuthNote(AbstractIdpAuthenticator.FIRST_BROKER_LOGIN_SUCCESS));
    }
}
