package io.github.keycloakassume.testbed;

import com.onelogin.saml2.authn.AuthnRequest;
import com.onelogin.saml2.authn.AuthnRequestParams;
import com.onelogin.saml2.authn.SamlResponse;
import com.onelogin.saml2.http.HttpRequest;
import com.onelogin.saml2.logout.LogoutRequest;
import com.onelogin.saml2.logout.LogoutRequestParams;
import com.onelogin.saml2.logout.LogoutResponse;
import com.onelogin.saml2.settings.Saml2Settings;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * A SAML application with a web server of its own. What it is sent it reads with OneLogin's java-saml, strictly: schema,
 * signatures of message and assertion, issuer, audience, destination, times, and the request that is answered.
 */
public final class SamlApp implements AutoCloseable {

    private final RealmFixture realm;
    private final String endpoint;
    private final HttpServer server;
    private final SamlAddresses addresses;
    private final Saml2Settings settings;
    private final SamlInbox inbox = new SamlInbox();

    private SamlApp(RealmFixture realm, String name, HttpServer server) {
        this.realm = realm;
        this.endpoint = realm.url() + "/protocol/saml";
        this.server = server;
        this.addresses = new SamlAddresses(
                name, "http://localhost:" + server.getAddress().getPort());
        this.settings = addresses.settingsFor(realm);
    }

    /**
     * An application, and its client in the realm: messages and assertions are signed, answers come by the POST binding,
     * logouts through the browser.
     */
    public static SamlApp start(RealmFixture realm, String name, Consumer<ClientRepresentation> change) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            SamlApp app = new SamlApp(realm, name, server);
            server.createContext("/", app::take);
            server.start();
            realm.client(name, client -> {
                app.addresses.describe(client);
                change.accept(client);
            });
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException("no web server for a SAML application", e);
        }
    }

    /**
     * A message to Keycloak by the redirect binding.
     *
     * @param id the answer names it; null where Keycloak itself begins
     * @param address where to send a browser
     */
    public record Request(@Nullable String id, String address) {}

    /** Asks for a login. */
    public Request login() {
        return login(false);
    }

    /** Asks for a login with the user's credentials, whoever is logged in ({@code ForceAuthn}). */
    public Request freshLogin() {
        return login(true);
    }

    /** A login that begins at Keycloak. */
    public Request loginFromKeycloak() {
        return new Request(null, endpoint + "/clients/" + addresses.name());
    }

    private Request login(boolean forceAuthn) {
        var request = new AuthnRequest(settings, new AuthnRequestParams(forceAuthn, false, true));
        try {
            return request(request.getId(), request.getEncodedAuthnRequest());
        } catch (IOException e) {
            throw new UncheckedIOException("no request for a login", e);
        }
    }

    /** Asks for the end of the session of a login. */
    public Request logout(SamlLogin login) {
        var request = new LogoutRequest(settings, new LogoutRequestParams(login.sessionIndex(), login.nameId()));
        try {
            return request(request.getId(), request.getEncodedLogoutRequest());
        } catch (IOException e) {
            throw new UncheckedIOException("no request for a logout", e);
        }
    }

    private Request request(String id, String message) {
        return new Request(id, endpoint + "?SAMLRequest=" + URLEncoder.encode(message, StandardCharsets.UTF_8));
    }

    /** The login that answers a request, once it is found to be valid. */
    public SamlLogin loggedIn(Request request) {
        SamlResponse response = answer();
        if (!response.isValid(request.id())) {
            throw new AssertionError(
                    response.getError() + " in " + response.getSAMLResponseXml(), response.getValidationException());
        }
        return SamlLogin.of(response);
    }

    /** The error that is answered instead: the second status code, which says more than the first. */
    public String refusal() {
        SamlResponse response = answer();
        if (response.isValid()) {
            throw new AssertionError("a login: " + response.getSAMLResponseXml());
        }
        return String.valueOf(response.getResponseStatus().getSubStatusCode());
    }

    private SamlResponse answer() {
        return addresses.response(
                settings, inbox.take(SamlAddresses.ASSERTION_CONSUMER).parameter("SAMLResponse"));
    }

    /** Exchanges the artifact that the browser has brought, and gives what it stands for, readable or not. */
    public String resolve() {
        String artifact = inbox.take(SamlAddresses.ASSERTION_CONSUMER).parameter("SAMLart");
        return SamlSoap.send(endpoint + "/resolve", SamlSoap.artifactResolve(addresses.name(), artifact), Map.of());
    }

    /** The login that the artifact stands for; it is not signed itself, but the message that carries it is. */
    public SamlLogin resolved() {
        String answer = resolve();
        String end = "</samlp:Response>";
        int begin = answer.indexOf("<samlp:Response");
        if (begin < 0) {
            throw new AssertionError("no login in " + answer);
        }
        // The prefixes stand at the envelope.
        String login = answer.substring(begin, answer.indexOf(end) + end.length())
                .replaceFirst("<samlp:Response", "<samlp:Response " + SamlSoap.PREFIXES);
        return SamlLogin.of(addresses.response(
                settings, Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    }

    /** Asks for a login as clients do that are no browsers, with these headers, and gives whatever is answered. */
    public String enhancedClient(Map<String, String> headers) {
        return SamlSoap.send(endpoint, SamlSoap.authnRequest(addresses.name(), addresses.arrival()), headers);
    }

    /** Tells Keycloak that it takes logouts by the SOAP binding. */
    public void takeSoapLogouts() {
        ClientRepresentation client =
                realm.admin().clients().findByClientId(addresses.name()).get(0);
        client.getAttributes().put("saml_single_logout_service_url_soap", addresses.soap());
        realm.admin().clients().get(client.getId()).update(client);
    }

    /** Waits for the answer to a logout by the redirect binding, and finds it valid. */
    public void awaitLoggedOut(Request request) {
        SamlInbox.Message message = inbox.take(SamlAddresses.SINGLE_LOGOUT);
        HttpRequest[] answer = {new HttpRequest(addresses.farewell(), message.query())};
        message.parameters().forEach((name, value) -> answer[0] = answer[0].addParameter(name, value));
        LogoutResponse response = new LogoutResponse(settings, answer[0]);
        if (!response.isValid(request.id())) {
            throw new AssertionError(
                    response.getError() + " in " + response.getLogoutResponseXml(), response.getValidationException());
        }
    }

    /** Waits for the order to log out that a browser brings, and finds it valid. */
    public void awaitLogoutInBrowser() {
        SamlInbox.Message message = inbox.take(SamlAddresses.SINGLE_LOGOUT);
        HttpRequest[] order = {new HttpRequest(addresses.farewell(), message.query())};
        message.parameters().forEach((name, value) -> order[0] = order[0].addParameter(name, value));
        LogoutRequest request = new LogoutRequest(settings, order[0]);
        if (!request.isValid()) {
            throw new AssertionError(
                    request.getError() + " in " + request.getLogoutRequestXml(), request.getValidationException());
        }
    }

    /** The same by the POST binding: gives it as it is. */
    public String awaitPostedLogout() {
        String message = inbox.take(SamlAddresses.SINGLE_LOGOUT).parameter("SAMLRequest");
        return new String(Base64.getDecoder().decode(message), StandardCharsets.UTF_8);
    }

    /** Waits for the order to log out that Keycloak sends without a browser, and gives it. */
    public String awaitSoapLogout() {
        return inbox.take(SamlAddresses.SOAP).body();
    }

    /** Whether nothing has come that the tests have not taken. */
    public boolean hasHeardNothing() {
        return inbox.isEmpty(SamlAddresses.ASSERTION_CONSUMER);
    }

    public SamlAddresses addresses() {
        return addresses;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            SamlInbox.Message message = inbox.put(exchange);
            boolean soap = exchange.getRequestURI().getPath().equals(SamlAddresses.SOAP);
            byte[] answer = (soap
                            ? SamlSoap.done(message.body(), settings)
                            : "<!doctype html><title>A SAML application</title>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", soap ? "text/xml" : "text/html");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
