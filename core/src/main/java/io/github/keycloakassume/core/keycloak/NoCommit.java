package io.github.keycloakassume.core.keycloak;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Lets a request fail as a whole, also from where Keycloak swallows exceptions (event listeners). Marking the transaction for
 * rollback would not do: it is rolled back in silence, and the caller gets the answer that was prepared for him.
 */
public final class NoCommit {

    private NoCommit() {}

    /** Nothing of the request is committed; it is answered with an error. */
    public static void because(KeycloakSession session, RuntimeException cause) {
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                throw cause;
            }

            @Override
            protected void rollbackImpl() {}
        });
    }
}
