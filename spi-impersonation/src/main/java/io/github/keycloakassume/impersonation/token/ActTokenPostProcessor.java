package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedRoles;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/**
 * Writes the claims of an impersonated session last, after every mapper, and closes the time box over every token of
 * it. The ID token is not in Keycloak's context (26.7): {@link TokensInTheMaking} knows it.
 */
final class ActTokenPostProcessor implements TokenPostProcessor {

    private final KeycloakSession session;
    private final ImpersonationSettings settings;

    ActTokenPostProcessor(KeycloakSession session, ImpersonationSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        Marks.of(context.clientSessionCtx().getClientSession().getUserSession())
                .ifPresent(mark -> apply(mark, context));
    }

    private void apply(ImpersonationMark mark, TokenPostProcessorContext context) {
        Duration longest = settings.accessTokenLifespan();
        if (context.accessToken() != null) {
            ImpersonatedRoles.reduceIn(
                    context.accessToken(),
                    context.clientSessionCtx().getClientSession().getRealm());
        }
        seal(mark, context.accessToken(), longest);
        seal(mark, context.refreshToken(), null);
        IDToken idToken =
                TokensInTheMaking.of(session).map(TokensInTheMaking::idToken).orElse(null);
        seal(mark, idToken, longest);
    }

    private static void seal(ImpersonationMark mark, @Nullable JsonWebToken token, @Nullable Duration longest) {
        if (token != null) {
            ClaimWriter.write(mark, token);
            ClaimWriter.cap(mark, token, longest);
        }
    }
}
