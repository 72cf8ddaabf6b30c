package io.github.keycloakassume.testbed;

import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;

/** What a test may ask for as a parameter. */
enum FixtureType {
    SERVER(RunningKeycloak.class),
    REALM(RealmFixture.class),
    TOKENS(TokenEndpoint.class),
    ADMIN_CLIENT(Keycloak.class),
    BROWSER(Browser.class),
    MAILBOX(Mailbox.class),
    TIME_MACHINE(TimeMachine.class),
    ROWS(Rows.class),
    METRICS(MetricsPage.class),
    STATEMENTS(Statements.class),
    STOCK_TWIN(StockTwin.class),
    RESTART(Restart.class),
    DATABASE(Database.class),
    POSTGRESQL(PostgreSql.class),
    MARIADB(MariaDb.class),
    CLUSTER(Cluster.class);

    private final Class<?> type;

    FixtureType(Class<?> type) {
        this.type = type;
    }

    static Optional<FixtureType> of(Class<?> parameter) {
        return Stream.of(values()).filter(fixture -> fixture.type == parameter).findFirst();
    }
}
