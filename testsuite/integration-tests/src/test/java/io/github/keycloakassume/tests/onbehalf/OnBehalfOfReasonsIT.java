package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("The reasons and tickets of an impersonation that goes on")
final class OnBehalfOfReasonsIT {

    private static final String ANOTHER = "The address is wrong";

    private final RealmFixture realm;
    private final RealmSettings settings;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfReasonsIT(RealmFixture realm, Keycloak admin) {
        this.realm = realm;
        this.settings = RealmSettings.of(realm, admin);
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @AfterEach
    void backToTheDefaults() {
        settings.change(Map.of());
    }

    @Test
    void are_each_in_the_trail_with_the_ticket_that_was_given_with_them() {
        settings.change(Map.of("ticketPattern", "T-[0-9]+"));
        String first = exchanges.token(Map.of("assume_ticket", "T-1"));

        String second = exchanges.token(Map.of("assume_ticket", "T-2", "assume_reason", ANOTHER));
        exchanges.token(Map.of("assume_ticket", "T-3"));

        assertThat(Exchanges.impersonationOf(second)).isEqualTo(Exchanges.impersonationOf(first));
        assertThat(said(first))
                .containsExactlyInAnyOrder(
                        "ON_BEHALF_OF: " + Exchanges.REASON + " [T-1]",
                        "REASON_GIVEN: " + ANOTHER + " [T-2]",
                        "REASON_GIVEN: " + Exchanges.REASON + " [T-3]");
        assertThat(exchanges
                        .agentApi()
                        .getAs("text/csv", "impersonation/sessions/" + Exchanges.impersonationOf(first) + "/trail")
                        .response()
                        .body()
                        .lines())
                .anyMatch(line -> line.contains("REASON_GIVEN") && line.contains(ANOTHER) && line.endsWith("\"T-2\""));
    }

    @Test
    void have_no_ticket_in_the_trail_where_none_was_given_with_them() {
        String first = exchanges.token(Map.of("assume_ticket", "T-1"));

        exchanges.token(Map.of("assume_reason", ANOTHER));

        assertThat(said(first))
                .containsExactlyInAnyOrder(
                        "ON_BEHALF_OF: " + Exchanges.REASON + " [T-1]", "REASON_GIVEN: " + ANOTHER + " []");
    }

    @Test
    void are_written_once_and_do_not_count_for_the_rates() {
        settings.change(Map.of("onBehalfOfPerActorPerHour", 2, "onBehalfOfPerSubjectPerHour", 1));
        String first = exchanges.token();

        for (String reason : List.of(ANOTHER, ANOTHER, Exchanges.REASON, ANOTHER, "And the name", ANOTHER)) {
            assertThat(Exchanges.impersonationOf(exchanges.token(Map.of("assume_reason", reason))))
                    .isEqualTo(Exchanges.impersonationOf(first));
        }

        assertThat(said(first))
                .containsExactlyInAnyOrder(
                        "ON_BEHALF_OF: " + Exchanges.REASON + " []",
                        "REASON_GIVEN: " + ANOTHER + " []",
                        "REASON_GIVEN: And the name []");
        TestUser bob = realm.user("bob-" + exchanges.number());
        assertThat(exchanges
                        .exchange(Map.of("requested_subject", bob.username()))
                        .status())
                .as("of another user")
                .isEqualTo(200);
    }

    /** What the trail shows of them, with the ticket in brackets. */
    private List<String> said(String token) {
        JsonNode trail = exchanges
                .agentApi()
                .get("impersonation/sessions/" + Exchanges.impersonationOf(token) + "/trail")
                .body();
        return StreamSupport.stream(trail.spliterator(), false)
                .filter(entry -> List.of("ON_BEHALF_OF", "REASON_GIVEN")
                        .contains(entry.path("action").asText()))
                .map(entry -> entry.path("action").asText() + ": "
                        + entry.path("detail").asText() + " ["
                        + entry.path("ticket").asText() + "]")
                .toList();
    }
}
