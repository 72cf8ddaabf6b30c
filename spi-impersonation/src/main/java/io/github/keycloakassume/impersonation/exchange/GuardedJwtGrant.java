package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantType;

/**
 * Keycloak's JWT authorization grant (RFC 7523), which makes a token of the realm's own out of another realm's, and would
 * know of no {@code act} and no end: it takes no token of an impersonation. Nor a token that tells of an event: every application is
 * sent those of its users' logouts, and they do not say who acts.
 */
final class GuardedJwtGrant extends JWTAuthorizationGrantType {

    @Override
    public Response process(Context context) {
        String assertion = context.getFormParams().getFirst(OAuth2Constants.ASSERTION);
        if (assertion != null) {
            PresentedToken presented = new PresentedToken(context.getSession(), assertion);
            if (presented.isOfEvent()) {
                return ExchangeAnswer.notAnAssertion(context);
            }
            if (new ImpersonatedToken(context.getSession()).is(presented)) {
                new ImpersonatedExchangeTrail(context.getSession(), context.getEvent()).refused(presented);
                return ExchangeAnswer.denied(context, ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED.key());
            }
        }
        return super.process(context);
    }
}
