package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import io.github.keycloakassume.impersonation.keycloak.SentForm;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/**
 * Refuses an exchange that names a requested subject and does not say one thing only:
 *
 * <ul>
 *   <li>It carries an actor token. With a requested subject, as in Keycloak's V1, the subject token is the actor's own; with an
 *       actor token (RFC 8693 section 2.1) it is the subject's. A request that says both would be granted to the one whom one of
 *       the two readings means.
 *   <li>Keycloak has left out a part of it ({@link SentForm}). What remains may be an exchange for the actor, whose token the
 *       application would take for that of the user.
 * </ul>
 */
final class UnclearExchangeProvider implements TokenExchangeProvider {

    private final Clock clock;

    UnclearExchangeProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean supports(TokenExchangeContext context) {
        return fault(context).isPresent();
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        String fault = fault(context).orElseThrow(() -> new IllegalStateException("says one thing only"));
        new OnBehalfOfTrail(context, clock).unclear();
        return ExchangeAnswer.invalid(context, fault);
    }

    private static Optional<String> fault(TokenExchangeContext context) {
        SentForm sent = new SentForm(context.getSession());
        if (!sent.has(OAuth2Constants.REQUESTED_SUBJECT)) {
            return Optional.empty();
        }
        return sent.has(OAuth2Constants.ACTOR_TOKEN)
                ? Optional.of("actor_token cannot be used together with requested_subject: with requested_subject, the"
                        + " subject_token names the actor")
                : sent.cut(context.getFormParams())
                        .map(parameter -> "Parameter '" + parameter + "' is too long, or has control characters");
    }

    @Override
    public void close() {}
}
