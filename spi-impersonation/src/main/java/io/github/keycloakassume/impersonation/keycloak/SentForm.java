package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * The form of a request to the token endpoint as it was sent. Keycloak leaves out parameters that are too long, and characters
 * that control something ({@code TokenEndpoint.checkParameters}, {@code sanitizeFormParameters}), and goes on with what is left:
 * a request for another user would become one for the actor.
 */
public final class SentForm {

    private final MultivaluedMap<String, String> sent;

    public SentForm(KeycloakSession session) {
        this.sent = session.getContext().getHttpRequest().getDecodedFormParameters();
    }

    public boolean has(String parameter) {
        return sent.containsKey(parameter);
    }

    /**
     * A parameter of which Keycloak has left something out, empty where there is none.
     *
     * @param kept what it has not left out
     */
    public Optional<String> cut(MultivaluedMap<String, String> kept) {
        return sent.entrySet().stream()
                .filter(parameter -> !parameter.getValue().equals(kept.get(parameter.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }
}
