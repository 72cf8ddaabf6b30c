package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.Refusal;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponse;

/**
 * Ends a request of administration with 403 from deep within, with nothing done. A {@link ForbiddenException}, because SCIM
 * makes an unexpected error of every other ({@code org.keycloak.scim.services.Error}).
 */
public final class RefusedAdministration extends ForbiddenException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    private RefusedAdministration(Refusal refusal) {
        super(ErrorResponse.error(refusal.key(), Response.Status.FORBIDDEN).getResponse());
        this.refusal = refusal;
    }

    /** For logs: Keycloak writes some of what a partial import throws. */
    @Override
    public String getMessage() {
        return refusal.key();
    }

    /**
     * The exception to throw. The transaction is marked too: thrown by a listener it would not roll back by itself where a
     * resource answers errors on its own.
     */
    public static RuntimeException because(KeycloakSession session, Refusal refusal) {
        session.getTransactionManager().setRollbackOnly();
        return because(refusal);
    }

    /** The same where the transaction that it is thrown into rolls back by it. */
    public static RuntimeException because(Refusal refusal) {
        return new RefusedAdministration(refusal);
    }
}
