package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;

/** Keycloak's client registration, as an application uses it for itself. */
public final class ClientRegistrations {

    /** Keycloak's own representation of clients. */
    public static final String DEFAULT = "default";

    /** That of OpenID Connect Dynamic Client Registration 1.0. */
    public static final String OIDC = "openid-connect";

    /** A SAML entity descriptor. */
    public static final String SAML = "saml2-entity-descriptor";

    /** Instead of a token, for registrations without one. */
    public static final String ANONYMOUS = "";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealmFixture realm;

    private ClientRegistrations(RealmFixture realm) {
        this.realm = realm;
    }

    public static ClientRegistrations of(RealmFixture realm) {
        return new ClientRegistrations(realm);
    }

    /** A token with which one new client may register. */
    public String initialToken() {
        return realm.admin()
                .clientInitialAccess()
                .create(new ClientInitialAccessCreatePresentation(300, 1))
                .getToken();
    }

    /**
     * What was answered.
     *
     * @param body JSON, missing where there was none
     */
    public record Answer(int status, JsonNode body) {

        public String errorKey() {
            return body.path("errorMessage").asText();
        }

        /** The client's own token, for its next request. */
        public String token() {
            return body.path(
                            body.has("registrationAccessToken")
                                    ? "registrationAccessToken"
                                    : "registration_access_token")
                    .asText();
        }
    }

    public Answer create(String kind, String token, Map<String, ?> client) {
        return send(request(kind, "", token).POST(BodyPublishers.ofString(write(client))), "application/json");
    }

    /** The same with a body that is not JSON. */
    public Answer createXml(String kind, String token, String body) {
        return send(request(kind, "", token).POST(BodyPublishers.ofString(body)), "application/xml");
    }

    public Answer update(String kind, String clientId, String token, Map<String, ?> client) {
        return send(
                request(kind, "/" + clientId, token).PUT(BodyPublishers.ofString(write(client))), "application/json");
    }

    public Answer delete(String kind, String clientId, String token) {
        return send(request(kind, "/" + clientId, token).DELETE(), "application/json");
    }

    private HttpRequest.Builder request(String kind, String client, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(realm.url() + "/clients-registrations/" + kind + client));
        return token.equals(ANONYMOUS) ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request, String mediaType) {
        HttpResponse<String> response =
                Http.send(request.header("Content-Type", mediaType).build());
        return new Answer(response.statusCode(), read(response.body()));
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String write(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + body, e);
        }
    }
}
