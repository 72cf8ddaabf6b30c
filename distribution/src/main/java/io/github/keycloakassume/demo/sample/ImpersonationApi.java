package io.github.keycloakassume.demo.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The one call that an application makes to offer "become this user" to support staff. */
final class ImpersonationApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI sessions;

    ImpersonationApi(URI keycloakUrl, String realm) {
        this.sessions = URI.create(keycloakUrl + "/admin/realms/" + realm + "/impersonation/sessions");
    }

    /**
     * Asks for an impersonation and gives the address to send the impersonator's browser to.
     *
     * @throws OidcException with the server's reason when it is refused
     */
    URI start(Tokens impersonator, String user, String reason, String clientId, URI landing) throws OidcException {
        Map<String, String> wanted =
                Map.of("user", user, "reason", reason, "client", clientId, "redirectUri", landing.toString());
        try {
            var request = HttpRequest.newBuilder(sessions)
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + impersonator.accessToken())
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wanted)))
                    .build();
            return startUrl(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new OidcException("The impersonation service cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException("The application is being stopped", e);
        }
    }

    private static URI startUrl(HttpResponse<String> answer) throws OidcException {
        JsonNode body = body(answer);
        if (answer.statusCode() != 201) {
            throw new OidcException("Refused (" + answer.statusCode() + "): "
                    + body.path("errorMessage").asText("no reason given"));
        }
        return URI.create(body.path("startUrl").asText());
    }

    private static JsonNode body(HttpResponse<String> answer) throws OidcException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new OidcException("Unexpected answer with status " + answer.statusCode());
        }
    }
}
