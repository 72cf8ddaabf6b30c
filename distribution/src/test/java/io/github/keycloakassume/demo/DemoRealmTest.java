package io.github.keycloakassume.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo realm")
class DemoRealmTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoRealm realm = new DemoRealm(URI.create("http://localhost:4711"), "mail.test", 2525);

    @Test
    @DisplayName("has no placeholder left and is valid JSON")
    void filled() throws JsonProcessingException {
        assertThat(realm.json()).doesNotContain("{{").doesNotContain("}}\"");
        assertThat(JSON.readTree(realm.json()).path("realm").asText()).isEqualTo(DemoRealm.NAME);
    }

    @Test
    @DisplayName("sends its users back to the application's address alone")
    void clientAddresses() throws JsonProcessingException {
        JsonNode client = named("clients", "clientId", "sample-app");

        assertThat(client.path("redirectUris")).extracting(JsonNode::asText).containsExactly("http://localhost:4711/*");
        assertThat(client.path("webOrigins")).extracting(JsonNode::asText).containsExactly("http://localhost:4711");
        assertThat(client.path("attributes").path("backchannel.logout.url").asText())
                .isEqualTo("http://localhost:4711/backchannel-logout");
        assertThat(client.path("attributes").path("pkce.code.challenge.method").asText())
                .isEqualTo("S256");
    }

    @Test
    @DisplayName("sends its mail to the given server")
    void mailServer() throws JsonProcessingException {
        JsonNode smtp = JSON.readTree(realm.json()).path("smtpServer");

        assertThat(smtp.path("host").asText()).isEqualTo("mail.test");
        assertThat(smtp.path("port").asText()).isEqualTo("2525");
    }

    @Test
    @DisplayName("has the people that the demo's text tells of, each with a verified address and the same password")
    void people() throws JsonProcessingException {
        JsonNode users = JSON.readTree(realm.json()).path("users");

        assertThat(users)
                .extracting(user -> user.path("username").asText())
                .containsExactlyInAnyOrder("admin", "agent", "vera", "tina", "alice", "bob", "carla");
        assertThat(users).allSatisfy(user -> {
            assertThat(user.path("emailVerified").asBoolean()).isTrue();
            assertThat(user.path("credentials").path(0).path("value").asText()).isEqualTo(DemoRealm.PASSWORD);
            assertThat(user.path("realmRoles").path(0).asText()).isEqualTo("default-roles-acme");
        });
        assertThat(named("users", "username", "carla").path("enabled").asBoolean())
                .isFalse();
    }

    @Test
    @DisplayName("is written where Keycloak looks for realms to import")
    void written(@TempDir Path folder) throws IOException {
        Path file = realm.writeTo(folder.resolve("data/import"));

        assertThat(file).hasFileName("acme-realm.json").content().isEqualTo(realm.json());
    }

    @Test
    @DisplayName("refuses an address that ends with a slash")
    void trailingSlash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoRealm(URI.create("http://localhost/"), "mail.test", 25));
    }

    private JsonNode named(String list, String key, String value) throws JsonProcessingException {
        return StreamSupport.stream(JSON.readTree(realm.json()).path(list).spliterator(), false)
                .filter(node -> node.path(key).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }
}
