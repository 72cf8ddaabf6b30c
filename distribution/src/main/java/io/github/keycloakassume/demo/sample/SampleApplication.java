package io.github.keycloakassume.demo.sample;

import io.github.keycloakassume.demo.web.LocalServer;
import io.github.keycloakassume.demo.web.Resource;
import io.github.keycloakassume.demo.web.Response;
import io.github.keycloakassume.demo.web.Routes;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Acme Documents, running. It is two OpenID Connect clients of one realm: {@code sample-app} at the root and
 * {@code sample-app-consent} below {@code /consent/}. Both need the clients of the demo realm.
 */
public final class SampleApplication implements AutoCloseable {

    private final LocalServer server;
    private final AppSessions sessions = new AppSessions();

    private SampleApplication(LocalServer server) {
        this.server = server;
    }

    /**
     * Starts on a port that the realm's clients name as theirs. Keycloak itself need not run yet.
     *
     * @param port the port to listen on, or 0 for a free one
     * @param keycloakUrl where the browser and this application reach Keycloak, without a trailing slash
     * @param realm the realm's name
     */
    public static SampleApplication start(int port, URI keycloakUrl, String realm) {
        return bind(port).serve(keycloakUrl, realm);
    }

    /** Takes the port only, so that the address is known before there is a Keycloak to name; {@link #serve} follows. */
    public static SampleApplication bind(int port) {
        return new SampleApplication(LocalServer.bind(port));
    }

    /** Begins to answer. */
    public SampleApplication serve(URI keycloakUrl, String realm) {
        var provider = new OidcProvider(URI.create(keycloakUrl + "/realms/" + realm));
        var impersonations = new ImpersonationApi(keycloakUrl, realm);
        var grants = new GrantsApi(keycloakUrl, realm);
        var main = new Site(url(), "/", "sample-app", "sample-app-secret", "Acme Documents");
        var consent = new Site(
                url(), "/consent/", "sample-app-consent", "sample-app-consent-secret", "Acme Documents with consent");
        var routes = new Routes()
                .get("/style.css", request -> Response.of(200, "text/css; charset=utf-8", Resource.text("style.css")))
                .postFromAnywhere("/saml/acs", new SamlAssertionPage(main)::show);
        SiteRoutes.add(routes, main, provider, impersonations, grants, sessions);
        SiteRoutes.add(routes, consent, provider, impersonations, grants, sessions);
        server.serve(routes, (status, explanation) -> Pages.error(main, status, explanation));
        return this;
    }

    /** Where it can be reached, without a trailing slash. */
    public URI url() {
        return server.url();
    }

    /** All sessions of the application, in the order of their login. */
    public List<AppSession> sessions() {
        return sessions.all();
    }

    /** The newest session of this user, with the tokens that the application has received for it. */
    public Optional<AppSession> sessionOf(String username) {
        return sessions.all().stream()
                .filter(session -> session.tokens().username().equals(username))
                .reduce((older, newer) -> newer);
    }

    @Override
    public void close() {
        server.close();
    }
}
