package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Mode;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
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
import org.keycloak.services.util.ResolveRelative;

/** Where a browser may be sent to: only to addresses that clients of the realm have registered. */
public final class Landing {

    private static final String ANYWHERE = "*";

    private final KeycloakSession session;
    private final RealmModel realm;

    public Landing(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * The address of the application to land in, the account console when none is named.
     *
     * @throws RefusedException {@code client-not-found}, {@code redirect-uri-invalid} or {@code read-only-not-offered}
     */
    public String resolve(@Nullable String clientId, @Nullable String redirectUri, Mode mode) {
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
        if (mode == Mode.READ_ONLY && !new ReadOnly(client).isOffered()) {
            throw new RefusedException(Refusal.READ_ONLY_NOT_OFFERED);
        }
        return redirectUri == null ? homeOf(client) : verified(redirectUri, client);
    }

    /**
     * The address if it is the redirect URI of an application that takes part in that session.
     *
     * @return the address as verified, empty when no such application has registered it exactly enough
     */
    public Optional<String> registered(String address, UserSessionModel login) {
        if (!isWebAddress(address)) {
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
     * What cannot be gone to, whoever has registered it.
     *
     * @throws RefusedException {@code redirect-uri-invalid}
     */
    public static void requireAddress(String text) {
        try {
            new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedException(Refusal.REDIRECT_URI_INVALID);
        }
    }

    private static boolean isWebAddress(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
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
