package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Calls the test-only provider of one node. */
final class TestBedClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI resource;

    private TestBedClient(URI resource) {
        this.resource = resource;
    }

    static TestBedClient of(KeycloakNode node) {
        return new TestBedClient(URI.create(node.baseUrl() + "/realms/master/testbed/"));
    }

    Instant time() {
        String body = send(HttpRequest.newBuilder(resource.resolve("time")).build());
        try {
            return Instant.ofEpochMilli(
                    JSON.readTree(body).required("currentTimeMillis").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a time: " + body, e);
        }
    }

    void moveTime(Duration offset) {
        send(HttpRequest.newBuilder(resource.resolve("time?offset=" + offset.toSeconds()))
                .PUT(BodyPublishers.noBody())
                .build());
    }

    void copy(String realm, String impersonationId, int count) {
        send(HttpRequest.newBuilder(resource.resolve("copies/" + realm + "/" + impersonationId + "?count=" + count))
                .POST(BodyPublishers.noBody())
                .build());
    }

    void reopen(String realm, String userSession, String user, String impersonation) {
        send(HttpRequest.newBuilder(resource.resolve(
                        "sessions/" + realm + "/" + userSession + "?user=" + user + "&impersonation=" + impersonation))
                .POST(BodyPublishers.noBody())
                .build());
    }

    void note(String realm, String userSession, String name, String value) {
        send(HttpRequest.newBuilder(
                        resource.resolve("notes/" + realm + "/" + userSession + "?name=" + name + "&value=" + value))
                .POST(BodyPublishers.noBody())
                .build());
    }

    Map<String, String> notes(String realm, String userSession) {
        String body = send(HttpRequest.newBuilder(resource.resolve("notes/" + realm + "/" + userSession))
                .build());
        try {
            return JSON.readValue(body, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a map of notes: " + body, e);
        }
    }

    void forgetMapped(String userId) {
        send(HttpRequest.newBuilder(resource.resolve("mapped-before/" + userId))
                .POST(BodyPublishers.noBody())
                .build());
    }

    void map(String realm, String userId, String heldId, String provider) {
        send(HttpRequest.newBuilder(resource.resolve(
                        "mapped/" + realm + "/" + userId + "?held=" + heldId + "&provider=" + provider))
                .POST(BodyPublishers.noBody())
                .build());
    }

    void manage(String userId) {
        send(HttpRequest.newBuilder(resource.resolve("managed/" + userId))
                .POST(BodyPublishers.noBody())
                .build());
    }

    void startAgain() {
        send(HttpRequest.newBuilder(resource.resolve("start"))
                .POST(BodyPublishers.noBody())
                .build());
    }

    void meetCommits(String realm, String what, CommitPoint point) {
        send(HttpRequest.newBuilder(resource.resolve("commits/" + realm + "/" + what + "?point=" + point))
                .PUT(BodyPublishers.noBody())
                .build());
    }

    void commit(String realm, String what) {
        send(HttpRequest.newBuilder(resource.resolve("commits/" + realm + "/" + what))
                .DELETE()
                .build());
    }

    void commitAll() {
        // Whatever is answered: while the database is away that is an error, and it is done all the same.
        Http.send(HttpRequest.newBuilder(resource.resolve("commits")).DELETE().build());
    }

    int standingCommits() {
        return Integer.parseInt(
                send(HttpRequest.newBuilder(resource.resolve("commits")).build()));
    }

    void recordStatements() {
        send(HttpRequest.newBuilder(resource.resolve("statements"))
                .PUT(BodyPublishers.noBody())
                .build());
    }

    List<String> statements() {
        String body =
                send(HttpRequest.newBuilder(resource.resolve("statements")).build());
        try {
            return JSON.readValue(body, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a list of statements: " + body, e);
        }
    }

    List<Map<String, Object>> rows(String table) {
        String body =
                send(HttpRequest.newBuilder(resource.resolve("rows/" + table)).build());
        try {
            return JSON.readValue(body, new TypeReference<List<Map<String, Object>>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a list of rows: " + body, e);
        }
    }

    private static String send(HttpRequest request) {
        HttpResponse<String> response = Http.send(request);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(request.method() + " " + request.uri() + " answered "
                    + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
