package io.github.keycloakassume.impersonation.keycloak;

import java.net.URI;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Where a browser goes that is sent nowhere else. */
public final class Home {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Home(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The account console of this realm; empty where the realm does without ({@code AccountLoader}, {@code AccountConsole}). */
    public Optional<URI> account() {
        return isEnabled(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID) && isEnabled(Constants.ACCOUNT_CONSOLE_CLIENT_ID)
                ? Optional.of(new RealmUrls(session, realm).account())
                : Optional.empty();
    }

    /** For those who act as a user: where there is no account console, the page that leads back. */
    public URI ofImpersonated() {
        return account().orElseGet(() -> new RealmUrls(session, realm).revert());
    }

    private boolean isEnabled(String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        return client != null && client.isEnabled();
    }
}
