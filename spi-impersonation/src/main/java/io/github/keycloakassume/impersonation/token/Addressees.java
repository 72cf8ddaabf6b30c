package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.impersonation.keycloak.Application;
import io.github.keycloakassume.impersonation.model.KeycloakAddress;
import io.github.keycloakassume.impersonation.session.ApplicationRules;
import java.util.Arrays;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/**
 * To whom the tokens of an impersonated session are addressed. Another realm or Keycloak makes a token of its own, without
 * {@code act}, of a token whose audience it is (RFC 7523, token exchange of external tokens): mappers of any application can
 * name it there.
 */
final class Addressees {

    private final KeycloakSession session;
    private final ClientModel client;

    /**
     * Those of the tokens of one application.
     *
     * @param client whose tokens they are
     */
    Addressees(KeycloakSession session, ClientModel client) {
        this.session = session;
        this.client = client;
    }

    /** An ID token is for the application that logs the user in, and for no one else (OpenID Connect Core section 2). */
    static void restrict(IDToken token, ClientModel loggingIn) {
        token.audience(loggingIn.getClientId());
    }

    /** Takes out other realms and Keycloak servers, unless the settings name the application; resource servers stay. */
    void restrict(JsonWebToken token) {
        String[] named = token.getAudience();
        if (named == null || Arrays.stream(named).noneMatch(this::isAnotherKeycloak)) {
            return;
        }
        if (!ApplicationRules.isTrusted(session, new Application(client))) {
            token.audience(Arrays.stream(named)
                    .filter(audience -> !isAnotherKeycloak(audience))
                    .toArray(String[]::new));
        }
    }

    private boolean isAnotherKeycloak(String audience) {
        if (KeycloakAddress.isOfRealm(audience)) {
            return true;
        }
        ClientModel named = IdText.canBeStored(audience) ? client.getRealm().getClientByClientId(audience) : null;
        return named != null && new Application(named).isAnotherKeycloak(session);
    }
}
