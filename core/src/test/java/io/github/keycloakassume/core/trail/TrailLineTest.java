package io.github.keycloakassume.core.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.model.TrailRecord;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of the trail in the log")
final class TrailLineTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void says_everything_in_json() {
        TrailEntry entry = new TrailEntry(
                "realm",
                new TrailAction("ACTED"),
                new Person("master", "agent-id", "agent"),
                new Person("realm", "alice-id", "alice"),
                "imp",
                "app",
                "LOGIN");

        assertThat(new TrailLine(new TrailRecord("id", NOW, "192.0.2.1", entry)).json())
                .isEqualTo(
                        "{\"id\":\"id\",\"time\":\"2026-11-22T12:00:00Z\",\"realmId\":\"realm\",\"action\":\"ACTED\","
                                + "\"actorRealmId\":\"master\",\"actorId\":\"agent-id\",\"actorName\":\"agent\","
                                + "\"subjectRealmId\":\"realm\",\"subjectId\":\"alice-id\",\"subjectName\":\"alice\","
                                + "\"impersonationId\":\"imp\",\"clientId\":\"app\",\"ipAddress\":\"192.0.2.1\","
                                + "\"detail\":\"LOGIN\"}");
    }

    @Test
    void has_the_ticket_of_an_entry_that_has_one_of_its_own() {
        TrailEntry entry = TrailEntry.ofRealm(
                        new TrailAction("REASON_GIVEN"), "realm", new Person("realm", "id", "agent"), "reason")
                .with("T-2");

        assertThat(new TrailLine(new TrailRecord("id", NOW, null, entry)).json())
                .endsWith("\"detail\":\"reason\",\"ticket\":\"T-2\"}");
    }

    @Test
    void stays_one_line_whatever_somebody_wrote() {
        TrailEntry entry = TrailEntry.ofRealm(
                new TrailAction("REQUESTED"),
                "realm",
                new Person("realm", "id", "a\nb"),
                "reason\r\n{\"action\":\"ENDED\"}");

        assertThat(new TrailLine(new TrailRecord("id", NOW, null, entry)).json().lines())
                .hasSize(1);
    }
}
