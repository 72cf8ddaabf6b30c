package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/**
 * Refuses an exchange that names a requested subject and carries an actor token. With a requested subject, as in Keycloak's
 * V1, the subject token is the actor's own; with an actor token (RFC 8693 section 2.1) it is the subject's. A request that
 * says both would be granted to whom one of the two readings means.
 */
final class TwoMeaningsExchangeProvider implements TokenExchangeProvider {

    @Override
    public boolean supports(TokenExchangeContext context) {
        return context.getParams().getActorToken() != null
                && context.getFormParams().containsKey(OAuth2Constants.REQUESTED_SUBJECT);
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        return ExchangeAnswer.invalid(
                context,
                "actor_token cannot be used together with requested_subject: with requested_subject, the subject_token"
                        + " names the actor");
    }

    @Override
    public void close() {}
}
