package io.github.keycloakassume.impersonation.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.managers.UserConsentManager;

/** An application that somebody who is somebody else would get into, whatever the way. */
public final class Application {

    private static final Set<String> ADMINISTRATION_CLIENTS =
            Set.of(Constants.ADMIN_CONSOLE_CLIENT_ID, Constants.ADMIN_CLI_CLIENT_ID);

    private final ClientModel client;

    public Application(ClientModel client) {
        this.client = client;
    }

    /** Its internal id, which no other client gets by taking its name. */
    public String id() {
        return client.getId();
    }

    /** Whether it is for administration. */
    public boolean isForAdministration() {
        return ADMINISTRATION_CLIENTS.contains(client.getClientId());
    }

    /** Whether it can be entered in read-only mode. */
    public boolean isOfferedReadOnly() {
        return new ReadOnly(client).isOffered();
    }

    /** The value of a client attribute, empty when absent. */
    public String attribute(String name) {
        String value = client.getAttribute(name);
        return value == null ? "" : value;
    }

    /**
     * Whether it is shown the user's data at his word only, and he has not given that for all that is asked for.
     *
     * @param scope as asked for, null where nothing is
     */
    public boolean lacksConsent(KeycloakSession session, RealmModel realm, UserModel user, @Nullable String scope) {
        if (!client.isConsentRequired()) {
            return false;
        }
        UserConsentModel given = UserConsentManager.getConsentByClient(session, realm, user, client.getId());
        return given == null
                || TokenManager.getRequestedClientScopes(session, scope, client, user)
                        .filter(ClientScopeModel::isDisplayOnConsentScreen)
                        .anyMatch(asked -> !given.isClientScopeGranted(asked));
    }
}
