package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The requests in which Keycloak has the mappers of an identity provider work on a user: when he comes back from there, and
 * behind his first login ({@code IdentityBrokerService}).
 */
public final class BrokerCallback {

    private BrokerCallback() {}

    /**
     * Alias of the provider whose mappers work in this request. Empty in every other, and where those of two providers may:
     * when somebody proves who he is by one while he links the other ({@code afterPostBrokerLoginFlowSuccess}).
     */
    public static Optional<String> identityProvider(KeycloakSession session) {
        return ServedRequest.of(session)
                .flatMap(request -> identityProvider(RequestPath.of(request), firstLogin(session)));
    }

    /**
     * The same.
     *
     * @param path of the request
     * @param firstLogin alias of the provider whose users' first login this login has passed, if it has
     */
    static Optional<String> identityProvider(RequestPath path, Optional<String> firstLogin) {
        if (path.isBelow("realms", RequestPath.ANY, "broker", RequestPath.ANY, "endpoint")) {
            // A provider's alias may have a semicolon in it: it is not the one whose alias ends there.
            return path.part(3)
                    .filter(alias ->
                            !path.hasParameters() && firstLogin.orElse(alias).equals(alias));
        }
        return path.is("realms", RequestPath.ANY, "broker", "after-first-broker-login") ? firstLogin : Optional.empty();
    }

    private static Optional<String> firstLogin(KeycloakSession session) {
        @Nullable AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        return Optional.ofNullable(login)
                .map(known -> known.getAuthNote(AbstractIdpAuthenticator.FIRST_BROKER_LOGIN_SUCCESS));
    }
}
