package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.KeycloakAddress;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.services.managers.UserConsentManager;

/** An application that an impersonator would get into, whatever the way. */
public final class Application {

    private static final Set<String> ADMINISTRATION_CLIENTS =
            Set.of(Constants.ADMIN_CONSOLE_CLIENT_ID, Constants.ADMIN_CLI_CLIENT_ID);

    /** Client attributes by which a Keycloak that logs users in here names its keys and where it is told of logouts. */
    private static final Set<String> OWN_ADDRESSES =
            Set.of(OIDCConfigAttributes.JWKS_URL, OIDCConfigAttributes.BACKCHANNEL_LOGOUT_URL);

    private final ClientModel client;
    private final @Nullable String redirectUri;

    public Application(ClientModel client) {
        this(client, null);
    }

    /**
     * One that is answered at an address.
     *
     * @param redirectUri as verified; null where it is not known
     */
    public Application(ClientModel client, @Nullable String redirectUri) {
        this.client = client;
        this.redirectUri = redirectUri;
    }

    /** Its internal id, which no other client gets by taking its name. */
    public String id() {
        return client.getId();
    }

    /** Whether it is for administration. */
    public boolean isForAdministration() {
        return ADMINISTRATION_CLIENTS.contains(client.getClientId());
    }

    /** The realm that it is of. */
    public RealmModel realm() {
        return client.getRealm();
    }

    /**
     * Whether it is another realm or Keycloak, which takes this one for its identity provider: it would open a session of its
     * own, or make a token of its own, that knows of no {@code act} and no end. It is one by its own id, which is the audience
     * of what it is answered, by the address of the answer, and by every address that it has registered for a broker, though
     * another one is used: what it is answered there is good at that broker too.
     */
    public boolean isAnotherKeycloak(KeycloakSession session) {
        return KeycloakAddress.isOfRealm(client.getClientId())
                || KeycloakAddress.isOfBroker(redirectUri)
                || registered(session).anyMatch(KeycloakAddress::allowsBroker)
                || client.getAttributes().values().stream().anyMatch(KeycloakAddress::isOfBroker)
                || OWN_ADDRESSES.stream().map(client::getAttribute).anyMatch(KeycloakAddress::isOfRealm);
    }

    private Stream<String> registered(KeycloakSession session) {
        return Stream.concat(
                Stream.ofNullable(client.getManagementUrl()),
                RedirectUtils.resolveValidRedirects(session, client.getRootUrl(), client.getRedirectUris()).stream()
                        .filter(Objects::nonNull));
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
     * Whether it is shown the user's data only with their consent, and they have not given it for all that is asked for.
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
