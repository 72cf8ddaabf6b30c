package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the Admin API of a realm with an access token, as any program does. */
public final class AdminApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI realm;
    private final String accessToken;

    private final @Nullable DpopKey key;

    private AdminApi(URI realm, String accessToken, @Nullable DpopKey key) {
        this.realm = realm;
        this.accessToken = accessToken;
        this.key = key;
    }

    /** The Admin API of that realm, for the holder of that token. */
    public static AdminApi of(RealmFixture realm, String accessToken) {
        String address = realm.url().toString().replace("/realms/", "/admin/realms/");
        return new AdminApi(URI.create(address + "/"), accessToken, null);
    }

    /** What is for organizations and users, with a token for the account API. */
    public static AdminApi ofAccount(RealmFixture realm, String accessToken) {
        return new AdminApi(URI.create(realm.url() + "/account-assumption/"), accessToken, null);
    }

    /** All that is below the realm's own address, with a token of its users; an absolute path leads anywhere on the server. */
    public static AdminApi ofRealm(RealmFixture realm, String accessToken) {
        return new AdminApi(URI.create(realm.url() + "/"), accessToken, null);
    }

    /** The API of a realm on one node of several. */
    public static AdminApi of(KeycloakNode node, String realm, String accessToken) {
        return at(node.baseUrl(), realm, accessToken);
    }

    /** The API of a realm on a server that answers at this address too. */
    public static AdminApi at(URI baseUrl, String realm, String accessToken) {
        return new AdminApi(URI.create(baseUrl + "/admin/realms/" + realm + "/"), accessToken, null);
    }

    /** The same on one node of several. */
    public AdminApi on(KeycloakNode node) {
        return new AdminApi(
                URI.create(node.baseUrl()
                        + realm.toString().substring(realm.toString().indexOf('/', "https://".length()))),
                accessToken,
                key);
    }

    /** The same with a DPoP-bound token (RFC 9449); each request carries a proof of its own. */
    public static AdminApi withProof(RealmFixture realm, String accessToken, DpopKey key) {
        return new AdminApi(of(realm, accessToken).realm, accessToken, key);
    }

    /** Status, headers and JSON of an answer; the body is missing where there was none. */
    public record Answer(int status, JsonNode body, HttpResponse<String> response) {

        /** The error key, empty when the answer is no error. */
        public String errorKey() {
            return body.path("errorMessage").asText();
        }
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(realm.resolve(path)).GET());
    }

    /** Asks for another media type than JSON; the body is then in the response alone. */
    public Answer getAs(String mediaType, String path) {
        return send(HttpRequest.newBuilder(realm.resolve(path))
                .header("Accept", mediaType)
                .GET());
    }

    /** Sends a body by any method; GET and DELETE have none. */
    public Answer call(String method, String path, String body) {
        return send(HttpRequest.newBuilder(realm.resolve(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(realm.resolve(path)).DELETE());
    }

    public Answer post(String path, Map<String, ?> body) {
        return post(path, write(body));
    }

    /** Sends a body as it is, however malformed. */
    public Answer post(String path, String body) {
        return send(HttpRequest.newBuilder(realm.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends a body as another media type than JSON. */
    public Answer postAs(String mediaType, String path, String body) {
        return send(HttpRequest.newBuilder(realm.resolve(path))
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body)));
    }

    public Answer put(String path, Map<String, ?> body) {
        return put(path, write(body));
    }

    /** Sends a body as it is, however malformed. */
    public Answer put(String path, String body) {
        return send(HttpRequest.newBuilder(realm.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    /**
     * Sends a body to an address of the server that nothing makes tidier: dots, semicolons and slashes stay. Answers the
     * status.
     */
    public int postRaw(String path, String body) {
        return send(raw(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)))
                .status();
    }

    /** The same without a body. */
    public int deleteRaw(String path) {
        return send(raw(path).DELETE()).status();
    }

    private HttpRequest.Builder raw(String path) {
        return HttpRequest.newBuilder(URI.create(realm.getScheme() + "://" + realm.getAuthority() + path));
    }

    /** Sends a body as it is, as another media type than JSON. */
    public Answer patchAs(String mediaType, String path, String body) {
        return send(HttpRequest.newBuilder(realm.resolve(path))
                .header("Content-Type", mediaType)
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        HttpRequest plain = request.build();
        if (key == null) {
            request.header("Authorization", "Bearer " + accessToken);
        } else {
            request.header("Authorization", "DPoP " + accessToken)
                    .header("DPoP", key.proof(plain.method(), plain.uri(), accessToken));
        }
        HttpResponse<String> response = Http.send(request.build());
        return new Answer(response.statusCode(), read(response.body()), response);
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
