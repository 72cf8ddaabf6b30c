package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.ImpersonateScope;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.TokenRequester;
import io.github.keycloakassume.impersonation.model.ScopeValue;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * Keeps scope {@link ImpersonateScope#NAME} out of tokens that must not carry it: of impersonated sessions, of clients that may not
 * have it, however it came to be attached to them, those that were exchanged for a token without it, and permissions (UMA). Who may have it as a user, Keycloak has seen to by the roles that it is
 * mapped to. A realm's own scope of that name is left alone: no exchange takes it. Tokens without it, nearly all, cost a look at
 * their text.
 */
final class WithheldScope {

    private static final String NAME = ImpersonateScope.NAME;

    private WithheldScope() {}

    /**
     * Takes it out of those tokens, unless they may carry it.
     *
     * @param impersonated whether they are of an impersonated session
     */
    static void withhold(
            KeycloakSession session,
            ClientSessionContext context,
            boolean impersonated,
            @Nullable AccessToken... tokens) {
        Stream.of(tokens)
                .filter(Objects::nonNull)
                .filter(token -> isNamedIn(token.getScope()))
                .filter(token -> impersonated || !mayCarry(session, context))
                .forEach(token -> token.setScope(
                        ScopeValue.of(token.getScope()).without(NAME).text()));
    }

    /** Whether that value of a token or an answer has it. */
    static boolean isNamedIn(@Nullable String scope) {
        return scope != null && scope.contains(NAME) && ScopeValue.of(scope).has(NAME);
    }

    private static boolean mayCarry(KeycloakSession session, ClientSessionContext context) {
        ClientModel participant = context.getClientSession().getClient();
        if (!ImpersonateScope.isIn(session, participant.getRealm())) {
            return true;
        }
        // Permissions have the scopes of the resource server, not those of the application that asks for them.
        return !TokenRequester.isNamed(session)
                && !isExchangedForOneWithout(session)
                && context.getClientScopesStream().anyMatch(scope -> !(scope instanceof ClientModel) && isNamed(scope))
                && ImpersonateScope.mayUse(session, participant.getRealm(), participant);
    }

    /** Who was given a token for less, another application perhaps, makes no more of it by an exchange. */
    private static boolean isExchangedForOneWithout(KeycloakSession session) {
        return PresentedToken.ofForm(session, OAuth2Constants.SUBJECT_TOKEN)
                .filter(token -> !token.claimsScope(NAME))
                .isPresent();
    }

    private static boolean isNamed(ClientScopeModel scope) {
        return NAME.equals(scope.getName());
    }
}
