package io.github.keycloakassume.demo.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A resource of the realm's Admin API, used with the token of whoever sits at the browser. */
final class AdminResource {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI address;

    /**
     * A resource.
     *
     * @param path below the realm's administration
     */
    AdminResource(URI keycloakUrl, String realm, String path) {
        this.address = URI.create(keycloakUrl + "/admin/realms/" + realm + "/" + path);
    }

    /** What is there, narrowed by that query. */
    JsonNode get(Tokens caller, String query) throws OidcException {
        return send(caller, "GET", URI.create(address + "?" + query), BodyPublishers.noBody());
    }

    /** Creates one more. */
    JsonNode post(Tokens caller, Map<String, String> wanted) throws OidcException {
        try {
            return send(caller, "POST", address, BodyPublishers.ofString(JSON.writeValueAsString(wanted)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written as JSON", e);
        }
    }

    /** Removes one of them. */
    void delete(Tokens caller, UUID id) throws OidcException {
        URI target = URI.create(address + "/" + id);
        send(caller, "DELETE", target, BodyPublishers.noBody());
    }

    private JsonNode send(Tokens caller, String method, URI target, BodyPublisher body) throws OidcException {
        try {
            var request = HttpRequest.newBuilder(target)
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + caller.accessToken())
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .method(method, body)
                    .build();
            return accepted(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new OidcException("Keycloak cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException("The application is being stopped", e);
        }
    }

    private static JsonNode accepted(HttpResponse<String> answer) throws OidcException {
        JsonNode body = body(answer);
        if (answer.statusCode() >= 300) {
            throw new OidcException("Refused (" + answer.statusCode() + "): "
                    + body.path("errorMessage").asText("no reason given"));
        }
        return body;
    }

    private static JsonNode body(HttpResponse<String> answer) throws OidcException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new OidcException("Unexpected answer with status " + answer.statusCode());
        }
    }
}
