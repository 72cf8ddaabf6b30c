package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/** The server's address as the request knows it, for those who have something to do after it. */
public final class RequestAddress {

    private static final Logger LOG = Logger.getLogger(RequestAddress.class);

    private RequestAddress() {}

    /** Empty when there is no request, because a timer does what would else be one. */
    public static Optional<String> of(KeycloakSession session) {
        try {
            return Optional.of(
                    session.getContext().getUri(UrlType.FRONTEND).getBaseUri().toString());
        } catch (RuntimeException e) {
            // Keycloak's own is jakarta.enterprise's ContextNotActiveException (DefaultKeycloakContext.getUri).
            LOG.debug("No request that tells the server's address", e);
            return Optional.empty();
        }
    }
}
