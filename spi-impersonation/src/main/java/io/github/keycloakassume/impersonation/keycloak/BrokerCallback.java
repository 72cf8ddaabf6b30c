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

    /**
     * Alias of the provider whose mappers work in this request. Empty in every other, and where those of two providers may:
     * when somebody proves who he is by one while he links the other ({@code afterPostBrokerLoginFlowSuccess}).
     */
    public static Optional<String> identityProvider(KeycloakSession session) {
        return ServedRequest.of(session)
                .flatMap(request -> identityProvider(request.getUri().getPath(), firstLogin(session)));
    }

    /**
     * The same.
     *
     * @param path of the request
     * @param firstLogin alias of the provider whose users' first login this login has passed, if it has
     */
    static Optional<String> identityProvider(String path, Optional<String> firstLogin) {
        Matcher endpoint = ENDPOINT.matcher(path);
        if (endpoint.matches()) {
            String alias = endpoint.group(1);
            return Optional.of(alias).filter(firstLogin.orElse(alias)::equals);
        }
        return AFTER_FIRST_LOGIN.matcher(path).matches() ? firstLogin : Optional.empty();
    }

    private static Optional<String> firstLogin(KeycloakSession session) {
        @Nullable AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        return Optional.ofNullable(login)
                .map(known -> known.getAuthNote(AbstractIdpAuthenticator.FIRST_BROKER_LOGIN_SUCCESS));
    }
}
