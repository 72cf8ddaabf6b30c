package io.github.keycloakassume.testsuite;

import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Where an extension may work. */
enum GiftWork {
    /** In the transaction of the request. */
    REQUEST {
        @Override
        void run(KeycloakSession session, Consumer<KeycloakSession> work) {
            work.accept(session);
        }
    },
    /** In one of its own, within the request. */
    TRANSACTION {
        @Override
        void run(KeycloakSession session, Consumer<KeycloakSession> work) {
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), work::accept);
        }
    },
    /** With the models of the request, from within a transaction of its own. */
    CONFUSED {
        @Override
        void run(KeycloakSession session, Consumer<KeycloakSession> work) {
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), other -> work.accept(session));
        }
    },
    /** In the background, without a request. */
    JOB {
        @Override
        void run(KeycloakSession session, Consumer<KeycloakSession> work) {
            KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
            try {
                CompletableFuture.runAsync(() -> KeycloakModelUtils.runJobInTransaction(factory, work::accept))
                        .join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof WebApplicationException refusal ? refusal : e;
            }
        }
    };

    abstract void run(KeycloakSession session, Consumer<KeycloakSession> work);
}
