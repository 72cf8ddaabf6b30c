package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.ChosenCommits;
import io.github.keycloakassume.testbed.CommitPoint;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A start in the browser")
final class OnBehalfOfBesideBrowserIT {

    private static final Duration MOST = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final RunningKeycloak server;
    private final Rows rows;

    OnBehalfOfBesideBrowserIT(RealmFixture realm, RunningKeycloak server, Rows rows) {
        this.realm = realm;
        this.server = server;
        this.rows = rows;
    }

    /** It ends what the same login runs in a browser, and has to wait for that alone. */
    @Test
    void does_not_wait_for_what_the_same_person_runs_by_exchange(Browser browser) {
        Exchanges exchanges = Exchanges.in(realm);
        Scene scene = Scene.of(realm, browser, exchanges.agent(), exchanges.alice());
        String byExchange = Exchanges.impersonationOf(exchanges.token());
        ChosenCommits standing =
                ChosenCommits.at(CommitPoint.BEFORE, server.nodes().get(0), realm, List.of("ENDED"));
        CompletableFuture<AdminApi.Answer> end = CompletableFuture.supplyAsync(
                () -> exchanges.agentApi().delete("impersonation/sessions/" + byExchange));
        try {
            assertThat(standing.await(1, MOST)).isEqualTo(1);

            String inBrowser = scene.becomeAlice();

            assertThat(rows.of("ASSUME_IMPERSONATION", "ID", inBrowser))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsKey("STARTED_AT").doesNotContainKey("ENDED_AT"));
        } finally {
            standing.letGo();
        }
        assertThat(end.join().status()).isEqualTo(204);
    }
}
