package io.github.keycloakassume.impersonation.keycloak;

import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work that stays done when the request around it is rolled back. */
public final class OwnTransaction {

    private final KeycloakSession session;

    public OwnTransaction(KeycloakSession session) {
        this.session = session;
    }

    public void run(Consumer<KeycloakSession> work) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), work::accept);
    }
}
