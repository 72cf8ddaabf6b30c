package io.github.keycloakassume.core.keycloak;

import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work that stays done when the request around it is rolled back. */
public final class OwnTransaction {

    private final KeycloakSessionFactory factory;

    public OwnTransaction(KeycloakSession session) {
        this(session.getKeycloakSessionFactory());
    }

    /** For work that is done when there is no request any more. */
    public OwnTransaction(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    public void run(Consumer<KeycloakSession> work) {
        KeycloakModelUtils.runJobInTransaction(factory, work::accept);
    }

    /** The same with a result, in the realm and as part of the request of that session. */
    public static <T> T callWithin(KeycloakSession session, Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), session.getContext(), work::apply, "keycloak-assume");
    }

    /** The same with a result. */
    public <T> T call(Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, work::apply);
    }
}
