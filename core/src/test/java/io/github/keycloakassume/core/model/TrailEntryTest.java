package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An entry of the trail")
final class TrailEntryTest {

    private static final Person AGENT = new Person("master", "agent-id", "agent");
    private static final Person ALICE = new Person("realm", "alice-id", "alice");

    @Test
    void of_a_refusal_has_its_key() {
        TrailEntry entry = TrailEntry.refused("realm", AGENT, ALICE, "imp", Refusal.USER_AMBIGUOUS);

        assertThat(entry.action()).isEqualTo(TrailAction.REFUSED);
        assertThat(entry.detail()).isEqualTo("user-ambiguous");
    }

    @Test
    void keeps_its_ticket_by_another_and_in_an_application() {
        TrailEntry entry = TrailEntry.refused("realm", AGENT, ALICE, "imp", Refusal.USER_AMBIGUOUS)
                .with("T-1");

        assertThat(entry.by(ALICE).in("app").ticket()).isEqualTo("T-1");
    }

    @Test
    void can_be_by_another_and_in_an_application() {
        TrailEntry entry = TrailEntry.refused("realm", AGENT, ALICE, "imp", Refusal.USER_AMBIGUOUS);

        assertThat(entry.by(ALICE).actor()).isEqualTo(ALICE);
        assertThat(entry.in("app"))
                .isEqualTo(new TrailEntry("realm", TrailAction.REFUSED, AGENT, ALICE, "imp", "app", "user-ambiguous"));
    }
}
