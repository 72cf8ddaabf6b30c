package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Calls a realm's UMA protection API as the resource server does. */
public final class ProtectionApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI api;
    private final String accessToken;

    private ProtectionApi(URI api, String accessToken) {
        this.api = api;
        this.accessToken = accessToken;
    }

    /** With the resource server's own token. */
    public static ProtectionApi of(RealmFixture realm, String accessToken) {
        return new ProtectionApi(URI.create(realm.url() + "/authz/protection/"), accessToken);
    }

    /** A new resource of a user, who decides on access to it; gives its id. */
    public String resourceOf(TestUser owner, String name) {
        return send(post(
                        "resource_set",
                        "{\"name\":\"" + name + "\",\"owner\":\"" + owner.id() + "\",\"ownerManagedAccess\":true}"))
                .path("_id")
                .asText();
    }

    /** The id of a resource of the server itself. */
    public String resource(String name) {
        return send(HttpRequest.newBuilder(api.resolve("resource_set?exactName=true&name=" + name))
                        .GET())
                .path(0)
                .asText();
    }

    /** A permission ticket for a resource. */
    public String ticketFor(String resource) {
        return send(post("permission", "[{\"resource_id\":\"" + resource + "\"}]"))
                .path("ticket")
                .asText();
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(api.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private JsonNode send(HttpRequest.Builder request) {
        String body = Http.send(
                        request.header("Authorization", "Bearer " + accessToken).build())
                .body();
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + body, e);
        }
    }
}
