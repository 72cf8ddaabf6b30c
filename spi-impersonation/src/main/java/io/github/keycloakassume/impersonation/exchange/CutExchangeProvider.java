package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import io.github.keycloakassume.impersonation.keycloak.SentForm;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/**
 * Refuses an exchange for another user of which Keycloak has left out a part ({@link SentForm}): what remains may be an exchange
 * for the actor, whose token the application would take for that of the user.
 */
final class CutExchangeProvider implements TokenExchangeProvider {

    @Override
    public boolean supports(TokenExchangeContext context) {
        SentForm sent = new SentForm(context.getSession());
        return sent.has(OAuth2Constants.REQUESTED_SUBJECT)
                && sent.cut(context.getFormParams()).isPresent();
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        String parameter = new SentForm(context.getSession())
                .cut(context.getFormParams())
                .orElseThrow(() -> new IllegalStateException("nothing was left out"));
        return ExchangeAnswer.invalid(context, "Parameter '" + parameter + "' is too long, or has control characters");
    }

    @Override
    public void close() {}
}
