package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.PresentedClaims;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import java.util.stream.Stream;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;

/** Tells tokens with which an impersonator acts from others, before they are verified: enough to refuse, never to trust. */
public final class ImpersonatedToken {

    private final KeycloakSession session;

    public ImpersonatedToken(KeycloakSession session) {
        this.session = session;
    }

    /** Whether it shows that an impersonator acts with it. A forged one only shuts out the caller who sent it. */
    public boolean is(PresentedToken presented) {
        return presented.parsed().filter(this::isImpersonated).isPresent();
    }

    /** Whether it is one of a session by exchanged tokens, on behalf of its user. */
    public boolean isOnBehalf(PresentedToken presented) {
        return presented
                .parsed()
                .flatMap(token -> PresentedToken.login(session, token))
                .flatMap(login -> Marks.of(session, login))
                .filter(mark -> mark.via().isOnBehalf())
                .isPresent();
    }

    /** The same as {@link #is} of the token that Keycloak has verified for this request, if it has come to that. */
    public boolean isVerified() {
        return session.getContext().getBearerToken() instanceof AccessToken token
                && Marks.isImpersonated(session, token, session.getContext().getUserSession());
    }

    /**
     * Whether a token shows it that an identity provider has sent, encrypted perhaps, and Keycloak has read for it
     * ({@code OIDCIdentityProvider.exchangeExternalImpl}).
     */
    public boolean isIn(BrokeredIdentityContext brokered) {
        return Stream.of(OIDCIdentityProvider.VALIDATED_ID_TOKEN, OIDCIdentityProvider.VALIDATED_ACCESS_TOKEN)
                .map(brokered.getContextData()::get)
                .filter(JsonWebToken.class::isInstance)
                .map(token -> PresentedClaims.of((JsonWebToken) token).asToken())
                .anyMatch(this::isImpersonated);
    }

    private boolean isImpersonated(AccessToken token) {
        UserSessionModel login = PresentedToken.login(session, token).orElse(null);
        return Marks.isImpersonated(session, token, login);
    }
}
