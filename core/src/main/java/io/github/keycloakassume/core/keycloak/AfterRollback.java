package io.github.keycloakassume.core.keycloak;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Work for when what was to be done is not done after all. */
public final class AfterRollback {

    private AfterRollback() {}

    public static void of(KeycloakSession session, Runnable work) {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {}

            @Override
            protected void rollbackImpl() {
                work.run();
            }
        });
    }
}
