package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.WebAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.RedirectUtils;

/** Where a browser may be sent to: only to addresses that clients of the realm have registered. */
public final class Landing {

    private static final String ANYWHERE = "*";

    /** Characters that the record of an impersonation has room for. */
    private static final int LONGEST = 2_000;

    private final KeycloakSession session;
    private final RealmModel realm;

    public Landing(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * The address of the application to land in; when none is named the account console, or where there is none the page that
     * leads back.
     *
     * @throws RefusedException {@code client-not-found}, {@code client-without-address}, {@code redirect-uri-invalid} or
     *     {@code read-only-not-offered}
     */
    public String resolve(@Nullable String clientId, @Nullable String redirectUri, Mode mode) {
        if (clientId == null) {
            if (redirectUri != null) {
                throw new RefusedException(ImpersonationRefusal.CLIENT_NOT_FOUND);
            }
            return new Home(session, realm).ofImpersonated().toString();
        }
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null || !client.isEnabled() || client.isBearerOnly()) {
            throw new RefusedException(ImpersonationRefusal.CLIENT_NOT_FOUND);
        }
        if (mode == Mode.READ_ONLY && !new ReadOnly(client).isOffered()) {
            throw new RefusedException(ImpersonationRefusal.READ_ONLY_NOT_OFFERED);
        }
        String address = new ApplicationEntrance(session, realm, client).address(redirectUri);
        if (address.length() > LONGEST || !WebAddress.isOne(address)) {
            throw new RefusedException(ImpersonationRefusal.REDIRECT_URI_INVALID);
        }
        return address;
    }

    /**
     * The address if it is the redirect URI of an application that takes part in that session.
     *
     * @return the address as verified, empty when no such application has registered it exactly enough
     */
    public Optional<String> registered(String address, UserSessionModel login) {
        if (!WebAddress.isOne(address)) {
            return Optional.empty();
        }
        return login.getAuthenticatedClientSessions().values().stream()
                .map(AuthenticatedClientSessionModel::getClient)
                .filter(ClientModel::isEnabled)
                .map(client -> RedirectUtils.verifyRedirectUri(
                        session, client.getRootUrl(), address, exactEnough(client), true))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** A client that lets itself be redirected anywhere vouches for no address. */
    private static Set<String> exactEnough(ClientModel client) {
        return client.getRedirectUris().stream()
                .filter(uri -> !uri.equals(ANYWHERE))
                .collect(Collectors.toSet());
    }

    /**
     * No other addresses are gone to, not even those that a client has registered.
     *
     * @param text empty for none
     * @throws RefusedException {@code redirect-uri-invalid}
     */
    public static void requireAddress(String text) {
        if (!text.isEmpty() && !WebAddress.isOne(text)) {
            throw new RefusedException(ImpersonationRefusal.REDIRECT_URI_INVALID);
        }
    }
}
