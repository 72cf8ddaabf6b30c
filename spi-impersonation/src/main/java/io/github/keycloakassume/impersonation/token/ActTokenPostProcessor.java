package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedRoles;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import io.github.keycloakassume.impersonation.keycloak.TokenOwnership;
import io.github.keycloakassume.impersonation.keycloak.TokenRequester;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.session.RealmSettings;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/**
 * Writes the claims of an impersonated session last, after every mapper, and closes the time box over every token of
 * it; a stray session gets no token at all; of every other session's tokens, what mappers say of an actor goes, and what
 * would make them someone else's ({@link TokenOwnership}), and scope {@code impersonate} where it must not be ({@link WithheldScope}). The ID token
 * is not in Keycloak's context (26.7): {@link TokensInTheMaking} knows it, and where it does not, an impersonated session
 * gets no tokens.
 */
final class ActTokenPostProcessor implements TokenPostProcessor {

    private final KeycloakSession session;

    ActTokenPostProcessor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        UserSessionModel login = context.clientSessionCtx().getClientSession().getUserSession();
        if (Marks.isStray(session, login)) {
            new RefuseStray(session, new KeycloakClock()).note(login);
            throw StrayAnswer.noTokens();
        }
        Optional<TokensInTheMaking> response = TokensInTheMaking.of(session, context.accessToken());
        ClientModel client = TokenRequester.of(
                session, context.clientSessionCtx().getClientSession().getClient());
        TokenOwnership ownership = new TokenOwnership(session, login);
        List<IDToken> tokens = Stream.of(
                        Optional.<IDToken>ofNullable(context.accessToken()),
                        Optional.<IDToken>ofNullable(context.refreshToken()),
                        response.map(TokensInTheMaking::idToken))
                .flatMap(Optional::stream)
                .toList();
        tokens.forEach(token -> ownership.restoreIn(token, client));
        Optional<ImpersonationMark> impersonated = Marks.of(session, login);
        WithheldScope.withhold(
                session,
                context.clientSessionCtx(),
                impersonated.isPresent(),
                context.accessToken(),
                context.refreshToken());
        impersonated.ifPresentOrElse(
                mark -> {
                    tokens.forEach(token -> ownership.restoreUserIn(token, client));
                    apply(mark, context, response.orElseThrow(StrayAnswer::noTokens), client);
                },
                () -> {
                    clear(context.accessToken());
                    response.map(TokensInTheMaking::idToken).ifPresent(ActTokenPostProcessor::clear);
                });
    }

    private void apply(
            ImpersonationMark mark, TokenPostProcessorContext context, TokensInTheMaking response, ClientModel client) {
        AuthenticatedClientSessionModel participant = context.clientSessionCtx().getClientSession();
        // Where there is a refresh token its provider has asked already.
        if (context.refreshToken() == null
                && new ReviewAtApplication(session, new KeycloakClock()).forbids(participant, mark)) {
            throw StrayAnswer.noTokens();
        }
        // The hybrid flow opens an offline session once its tokens are built (OIDCLoginProtocol.authenticated).
        context.clientSessionCtx().setAttribute(OAuth2Constants.OFFLINE_ACCESS, false);
        RealmModel realm = context.clientSessionCtx().getClientSession().getRealm();
        Duration longest = RealmSettings.of(session, realm).accessTokenLifespan();
        seal(mark, context.accessToken(), longest);
        if (context.accessToken() != null) {
            ImpersonatedRoles.reduceIn(context.accessToken(), realm, mark.mode());
            new Addressees(session, client).restrict(context.accessToken());
        }
        if (response.idToken() != null) {
            Addressees.restrict(response.idToken(), participant.getClient());
        }
        seal(mark, context.refreshToken(), null);
        if (!TokenRequester.isNamed(session)) {
            withoutPermissions(context.accessToken(), context.refreshToken());
        }
        seal(mark, response.idToken(), longest);
    }

    /** At a refresh Keycloak repeats the permissions of before, and asks no resource server again. */
    private static void withoutPermissions(@Nullable AccessToken... tokens) {
        Stream.of(tokens).filter(Objects::nonNull).forEach(token -> token.setAuthorization(null));
    }

    private static void clear(@Nullable JsonWebToken token) {
        if (token != null) {
            ClaimWriter.clear(token);
        }
    }

    private static void seal(ImpersonationMark mark, @Nullable JsonWebToken token, @Nullable Duration longest) {
        if (token != null) {
            ClaimWriter.seal(mark, token);
            ClaimWriter.cap(mark, token, longest);
        }
    }
}
