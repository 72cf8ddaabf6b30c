package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.WebAddress;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.services.util.ResolveRelative;

/**
 * The address by which a browser enters an application. One that has a session of its own goes on with that, whatever has
 * happened here: an address at which it begins a login anew is better than its home.
 */
final class ApplicationEntrance {

    /** Where the client begins a login that another party asks for (OpenID Connect Core 1.0, section 4). */
    static final String INITIATE_LOGIN_URI = "assume.initiate-login-uri";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ClientModel client;

    ApplicationEntrance(KeycloakSession session, RealmModel realm, ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.client = client;
    }

    /**
     * The address to send a browser to.
     *
     * @param redirectUri a page of the application, null for its home
     * @throws RefusedException {@code redirect-uri-invalid} when it, or where the client wants logins begun, is none of its
     *     redirect URIs; {@code client-without-address} when there is none at all
     */
    String address(@Nullable String redirectUri) {
        Optional<String> page = redirectUri == null ? home() : Optional.of(verified(redirectUri));
        return initiateLogin()
                .map(login -> beginning(login, page))
                .or(() -> redirectUri == null ? identityProviderInitiated() : Optional.empty())
                .or(() -> page)
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.CLIENT_WITHOUT_ADDRESS));
    }

    private Optional<String> initiateLogin() {
        return Optional.ofNullable(client.getAttribute(INITIATE_LOGIN_URI))
                .filter(address -> !address.isBlank())
                .map(this::verified);
    }

    private String beginning(String login, Optional<String> page) {
        UriBuilder address = UriBuilder.fromUri(login).queryParam("iss", "{issuer}");
        URI complete = page.map(target -> address.queryParam("target_link_uri", "{page}")
                        .build(new RealmUrls(session, realm).issuer(), target))
                .orElseGet(() -> address.build(new RealmUrls(session, realm).issuer()));
        return complete.toString();
    }

    /** A SAML application takes a login that the identity provider begins, where it says so. */
    private Optional<String> identityProviderInitiated() {
        return Optional.ofNullable(client.getAttribute(SamlProtocol.SAML_IDP_INITIATED_SSO_URL_NAME))
                .filter(name -> SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()) && !name.isBlank())
                .map(name -> new RealmUrls(session, realm).samlClient(name).toString());
    }

    private Optional<String> home() {
        return Optional.ofNullable(
                        ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl()))
                .filter(WebAddress::isOne);
    }

    private String verified(String address) {
        String verified = RedirectUtils.verifyRedirectUri(session, address, client);
        if (verified == null) {
            throw new RefusedException(ImpersonationRefusal.REDIRECT_URI_INVALID);
        }
        return verified;
    }
}
