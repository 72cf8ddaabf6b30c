package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Refusal;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponse;

/** Ends a request of administration with an error from deep within, with nothing done. */
public final class RefusedAdministration {

    private RefusedAdministration() {}

    /**
     * The exception to throw. The transaction is marked too: thrown by a listener it would not roll back by itself where a
     * resource answers errors on its own.
     */
    public static RuntimeException because(KeycloakSession session, Refusal refusal) {
        session.getTransactionManager().setRollbackOnly();
        return ErrorResponse.error(refusal.key(), Response.Status.fromStatusCode(refusal.status()));
    }
}
