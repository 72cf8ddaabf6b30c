package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.ChosenCommits;
import io.github.keycloakassume.testbed.CommitPoint;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("An exchange on behalf of a user, while the end of the impersonation before is not committed,")
final class ExchangeWhileEndingIT {

    private static final Duration MOST = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final RunningKeycloak server;
    private final Keycloak admin;

    ExchangeWhileEndingIT(RealmFixture realm, RunningKeycloak server, Keycloak admin) {
        this.realm = realm;
        this.server = server;
        this.admin = admin;
    }

    @AfterEach
    void backToTheDefaults(TimeMachine time) {
        time.reset();
        RealmSettings.of(realm, admin).change(Map.of());
    }

    /** The database gives up the wait for the row before the end is committed. */
    @Test
    void is_told_to_come_again_and_then_begins_another_one(TimeMachine time) {
        RealmSettings.of(realm, admin).change(Map.of("defaultLifespan", 60));
        Exchanges exchanges = Exchanges.in(realm);
        String first = Exchanges.impersonationOf(exchanges.token());
        ChosenCommits standing =
                ChosenCommits.at(CommitPoint.BEFORE, server.nodes().get(0), realm, List.of("ENDED"));
        try {
            time.forward(Duration.ofSeconds(90));
            assertThat(standing.await(1, MOST)).isEqualTo(1);

            TokenAnswer answer = exchanges.exchange(Map.of());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body())
                    .containsEntry("error", "temporarily_unavailable")
                    .doesNotContainKey("access_token");
        } finally {
            standing.letGo();
        }
        assertThat(Exchanges.impersonationOf(exchanges.token())).isNotEqualTo(first);
    }
}
