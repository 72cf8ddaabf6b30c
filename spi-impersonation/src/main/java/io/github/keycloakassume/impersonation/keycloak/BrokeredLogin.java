package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.InRealm;
import io.github.keycloakassume.core.keycloak.PresentedClaims;
import io.github.keycloakassume.core.keycloak.UnverifiedJwt;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.oidc.OIDCIdentityProviderConfig;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.IdentityBrokerService;

/**
 * A login through an identity provider. Keycloak notes the moment at which the person came back from there, though the
 * provider may have let them through without a word; when it authenticated them stands in its ID token, which Keycloak keeps
 * for the logout ({@code OIDCIdentityProvider.authenticationFinished}, after all mappers). Of any other provider, SAML
 * included, Keycloak keeps no such time.
 */
record BrokeredLogin(KeycloakSession session, UserSessionModel login, String alias) {

    /**
     * When the person authenticated, empty when that is unknown.
     *
     * @param noted what Keycloak says; what came with the login makes it older, never younger
     */
    Optional<Instant> authenticatedAt(Instant noted) {
        return isOfThatProvider() && new InRealm(session, login.getRealm()).call(this::keepsIdToken)
                ? authTime().map(said -> Instant.ofEpochSecond(Math.max(0, Math.min(said, noted.getEpochSecond()))))
                : Optional.empty();
    }

    /** What a session was opened with names the provider too ({@code BrokeredIdentityContext.getBrokerUserId}). */
    private boolean isOfThatProvider() {
        String opened = login.getBrokerUserId();
        return opened == null || opened.startsWith(alias + '.');
    }

    /** Where it does not, a note of that name would come from a mapper. */
    private boolean keepsIdToken() {
        IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
        if (provider == null
                || IdentityBrokerService.getIdentityProvider(session, provider, OIDCIdentityProvider.class) == null) {
            return false;
        }
        OIDCIdentityProviderConfig config = new OIDCIdentityProviderConfig(provider);
        return config.isStoreTokenInSession() || config.isSendIdTokenOnLogout();
    }

    private Optional<Long> authTime() {
        String idToken = login.getNote(OIDCIdentityProvider.FEDERATED_ID_TOKEN);
        // One that is encrypted for the provider's client is read by the login alone.
        return idToken == null
                ? Optional.empty()
                : UnverifiedJwt.read(idToken, PresentedClaims.class).flatMap(PresentedClaims::authenticatedAt);
    }
}
