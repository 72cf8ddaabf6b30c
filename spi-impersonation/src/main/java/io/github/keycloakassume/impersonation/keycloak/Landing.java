package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.services.util.ResolveRelative;

/** Where a browser may be sent to: only to addresses that clients of the realm have registered. */
public final class Landing {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Landing(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * The address of the application to land in, the account console when none is named.
     *
     * @throws RefusedException {@code client-not-found} or {@code redirect-uri-invalid}
     */
    public String resolve(@Nullable String clientId, @Nullable String redirectUri) {
        if (clientId == null) {
            if (redirectUri != null) {
                throw new RefusedException(Refusal.CLIENT_NOT_FOUND);
            }
            return new RealmUrls(session, realm).account().toString();
        }
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null || !client.isEnabled() || client.isBearerOnly()) {
            throw new RefusedException(Refusal.CLIENT_NOT_FOUND);
        }
        return redirectUri == null ? homeOf(client) : verified(redirectUri, client);
    }

    /** The address if any enabled client of the realm has registered it, else null. */
    public @Nullable String registered(String address) {
        return realm.getClientsStream()
                .filter(ClientModel::isEnabled)
                .filter(client -> RedirectUtils.verifyRedirectUri(session, address, client) != null)
                .findFirst()
                .map(client -> address)
                .orElse(null);
    }

    private String homeOf(ClientModel client) {
        String home = ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl());
        if (home == null || home.isBlank()) {
            throw new RefusedException(Refusal.CLIENT_NOT_FOUND);
        }
        return home;
    }

    private String verified(String redirectUri, ClientModel client) {
        String verified = RedirectUtils.verifyRedirectUri(session, redirectUri, client);
        if (verified == null) {
            throw new RefusedException(Refusal.REDIRECT_URI_INVALID);
        }
        return verified;
    }
}
