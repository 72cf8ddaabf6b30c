package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.InRealm;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/** Addresses of a realm under the configured hostname, never under a header's. */
public final class RealmUrls {

    private static final String RESOURCE = "impersonation";

    private final KeycloakSession session;
    private final URI base;
    private final RealmModel realm;

    public RealmUrls(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.base = new InRealm(session, realm)
                .call(() -> session.getContext().getUri(UrlType.FRONTEND).getBaseUri());
        this.realm = realm;
    }

    public String issuer() {
        return Urls.realmIssuer(base, realm.getName());
    }

    /** Where an impersonation starts in the browser. */
    public URI start() {
        return impersonation("start");
    }

    /** Where the browser goes next once an impersonation in this realm has started; that leads on to the application. */
    public URI arrived(String impersonationId) {
        return UriBuilder.fromUri(start())
                .queryParam("impersonation", impersonationId)
                .build();
    }

    /** Where an impersonation is left in the browser. */
    public URI revert() {
        return impersonation("revert");
    }

    /**
     * Where the browser goes next once it is its own person again; that leads on to where it wants to go.
     *
     * @param proof that the address has been verified
     */
    public URI returned(String impersonationId, String returnTo, String proof) {
        return UriBuilder.fromUri(revert())
                .queryParam("impersonation", impersonationId)
                .queryParam("return_to", "{address}")
                .queryParam("proof", proof)
                .build(returnTo);
    }

    public URI account() {
        return Urls.accountBase(base).path("/").build(realm.getName());
    }

    /** Where Keycloak logs in to a SAML application by itself ({@code SamlService.idpInitiatedSSO}). */
    URI samlClient(String urlName) {
        return Urls.realmBase(base)
                .path(realm.getName())
                .path("protocol/saml/clients/{name}")
                .build(urlName);
    }

    /** The Admin Console of this realm's administrators. */
    public URI adminConsole() {
        return new InRealm(session, realm)
                .call(() -> Urls.adminConsoleRoot(
                        session.getContext().getUri(UrlType.ADMIN).getBaseUri(), realm.getName()));
    }

    private URI impersonation(String path) {
        return Urls.realmBase(base)
                .path(realm.getName())
                .path(RESOURCE)
                .path(path)
                .build();
    }

    /** Scheme, host and port, as browsers write an {@code Origin}. */
    public String origin() {
        return origin(base);
    }

    static String origin(URI uri) {
        String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }
}
