package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.services.ErrorResponseException;

/** Errors of protocol endpoints for a session of Keycloak's own impersonation that is none of ours. */
public final class StrayAnswer {

    /** What applications are told. */
    public static final String DESCRIPTION = "The session is not active";

    private StrayAnswer() {}

    /** {@code invalid_grant} (RFC 6749 section 5.2), with nothing done. */
    public static RuntimeException noTokens() {
        return new ErrorResponseException(OAuthErrorException.INVALID_GRANT, DESCRIPTION, Response.Status.BAD_REQUEST);
    }

    /** {@code invalid_token} (RFC 6750 section 3.1). */
    public static RuntimeException invalidToken() {
        return new ErrorResponseException(OAuthErrorException.INVALID_TOKEN, DESCRIPTION, Response.Status.UNAUTHORIZED);
    }
}
