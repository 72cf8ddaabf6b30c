package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.HeldLock;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** An exchange after the time of the impersonation before, whose end is noted while the exchange is under way. */
public abstract class ExchangesAtAnEnd {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;

    protected ExchangesAtAnEnd(RealmFixture realm, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
    }

    @AfterEach
    void backToTheDefaults(TimeMachine time) {
        time.reset();
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void begins_another_one_though_the_record_has_changed_since_it_was_read(Database database, TimeMachine time)
            throws SQLException {
        RealmSettings.of(realm, admin).change(Map.of("defaultLifespan", 60));
        Exchanges exchanges = Exchanges.in(realm);
        String first = Exchanges.impersonationOf(exchanges.token());
        CompletableFuture<TokenAnswer> exchange;

        try (HeldLock places = HeldLock.onRows(database, "ASSUME_EXCHANGE")) {
            try (HeldLock notToBeEnded = HeldLock.on(database, "ASSUME_IMPERSONATION", first)) {
                time.forward(Duration.ofSeconds(90));
                exchange = CompletableFuture.supplyAsync(() -> exchanges.exchange(Map.of()));
                notToBeEnded.awaitWaiting(1);
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", first))
                            .singleElement()
                            .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "TIME_OVER")));
            assertThat(exchange).isNotDone();
            assertThat(places).isNotNull();
        }

        TokenAnswer answer = exchange.join();
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(Exchanges.impersonationOf(answer.accessToken())).isNotEqualTo(first);
        assertThat(exchanges.isActive(answer.accessToken())).isTrue();
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", first))
                .filteredOn(row -> "ENDED".equals(row.get("ACTION")))
                .hasSize(1);
    }
}
