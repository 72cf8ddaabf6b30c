package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.ImpersonateScope;
import io.github.keycloakassume.impersonation.model.ScopeValue;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;

/** A token response that tells of no scope that was kept out of its access token ({@link WithheldScope}). */
final class SealedTokenResponse extends AccessTokenResponseBuilder {

    private final EventBuilder event;

    SealedTokenResponse(
            RealmModel realm,
            ClientModel client,
            EventBuilder event,
            KeycloakSession session,
            UserSessionModel login,
            ClientSessionContext context,
            TokenManager tokens) {
        super(realm, client, event, session, login, context, tokens);
        this.event = event;
    }

    /** Keycloak takes the scope of the answer and of the event from the client session, after the tokens are made. */
    @Override
    public AccessTokenResponse build() {
        AccessTokenResponse response = super.build();
        @Nullable AccessToken token = getAccessToken();
        if (token != null
                && WithheldScope.isNamedIn(response.getScope())
                && !WithheldScope.isNamedIn(token.getScope())) {
            String left = ScopeValue.of(response.getScope())
                    .without(ImpersonateScope.NAME)
                    .text();
            response.setScope(left);
            event.detail(Details.SCOPE, left);
        }
        return response;
    }
}
