package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** Answers of the token endpoint to exchanges that are not to be. */
public final class ExchangeAnswer {

    private ExchangeAnswer() {}

    /** {@code access_denied} (RFC 6749 section 5.2 as Keycloak extends it), in the event log with its reason. */
    public static Response denied(TokenExchangeContext context, String reason) {
        context.getEvent().detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
        return context.getCors()
                .add(Response.status(Response.Status.FORBIDDEN)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(new OAuth2ErrorRepresentation(OAuthErrorException.ACCESS_DENIED, reason)));
    }
}
