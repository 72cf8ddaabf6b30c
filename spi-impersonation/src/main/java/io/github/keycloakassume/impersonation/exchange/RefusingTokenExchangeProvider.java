package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/**
 * Refuses every exchange of a token of an impersonated session, as subject or as actor. Stock's exchange may
 * rebuild a session without its notes, and the new token would know neither {@code act} nor the end. Tokens on behalf of a user
 * may be exchanged as Keycloak's standard exchange does: {@link OnBehalfOfExchangeProvider} sees to both. Nor is a token exchanged
 * that tells of an event, such as a logout: it does not say who acts.
 */
final class RefusingTokenExchangeProvider implements TokenExchangeProvider {

    private final KeycloakSession session;

    RefusingTokenExchangeProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public boolean supports(TokenExchangeContext context) {
        return presented(context).anyMatch(token -> new ImpersonatedToken(session).is(token) || token.isOfEvent())
                && !OnBehalfOfExchangeProvider.isFurther(context);
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        Optional<PresentedToken> impersonated =
                presented(context).filter(new ImpersonatedToken(session)::is).findFirst();
        if (impersonated.isEmpty()) {
            return ExchangeAnswer.notAnAssertion(context);
        }
        new ImpersonatedExchangeTrail(session, context.getEvent()).refused(impersonated.get());
        return ExchangeAnswer.denied(context, ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED.key());
    }

    private Stream<PresentedToken> presented(TokenExchangeContext context) {
        return Stream.of(
                        context.getParams().getSubjectToken(),
                        context.getParams().getActorToken())
                .flatMap(Stream::ofNullable)
                .map(encoded -> new PresentedToken(session, encoded));
    }

    @Override
    public void close() {}
}
