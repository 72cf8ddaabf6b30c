package io.github.keycloakassume.impersonation.keycloak;

import java.util.Collection;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.models.KeycloakSession;

/** The ways in which clients can authenticate at this server. */
public final class ClientAuthenticators {

    private final KeycloakSession session;

    public ClientAuthenticators(KeycloakSession session) {
        this.session = session;
    }

    /** Whether each is the id of one that the server has; those of features that are off it has not. */
    public boolean are(Collection<String> ids) {
        return ids.stream()
                .allMatch(id ->
                        session.getKeycloakSessionFactory().getProviderFactory(ClientAuthenticator.class, id) != null);
    }
}
