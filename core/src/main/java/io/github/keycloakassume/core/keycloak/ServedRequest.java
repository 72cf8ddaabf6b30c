package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/** The HTTP request that a session serves. */
final class ServedRequest {

    private ServedRequest() {}

    /** None at the server's start, on the command line, for a timer: Keycloak throws when asked for it then. */
    static Optional<HttpRequest> of(KeycloakSession session) {
        // Its connection has no address then.
        return session.getContext().getConnection().getRemoteAddr() == null
                ? Optional.empty()
                : Optional.of(session.getContext().getHttpRequest());
    }
}
