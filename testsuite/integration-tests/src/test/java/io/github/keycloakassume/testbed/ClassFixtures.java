package io.github.keycloakassume.testbed;

import io.github.keycloakassume.testbed.Lifetime.Part;
import java.net.URI;
import java.util.Optional;
import org.keycloak.admin.client.Keycloak;

/** What the tests of one class share; each part comes into being when the first of them asks for it. */
final class ClassFixtures implements AutoCloseable {

    private final ServerSpec spec;
    private final RunFixtures run;
    private final Lifetime testClass = new Lifetime();
    private final Part<RunningKeycloak> server = testClass.part(this::startServer, this::stopServer);
    private final Part<Database> database = testClass.part(this::newDatabase, created -> {});
    private final Part<Keycloak> adminClient = testClass.part(() -> AdminClients.of(server()), Keycloak::close);
    private final Part<RealmFixture> realm =
            testClass.part(() -> RealmFixture.create(server(), adminClient()), this::removeRealm);
    private final Part<TimeMachine> timeMachine =
            testClass.part(() -> new TimeMachine(server(), adminClient()), TimeMachine::reset);
    private final Part<StockTwin> stockTwin = testClass.part(this::startStockTwin, StockTwin::close);

    private final Part<Restart> restart = testClass.part(this::newRestart, Restart::close);

    ClassFixtures(ServerSpec spec, RunFixtures run) {
        this.spec = spec;
        this.run = run;
    }

    RunningKeycloak server() {
        return server.get();
    }

    Optional<RunningKeycloak> serverIfStarted() {
        return server.ifStarted();
    }

    Database database() {
        return database.get();
    }

    Keycloak adminClient() {
        return adminClient.get();
    }

    RealmFixture realm() {
        return realm.get();
    }

    TimeMachine timeMachine() {
        return timeMachine.get();
    }

    void resetTime() {
        timeMachine.ifStarted().ifPresent(TimeMachine::reset);
    }

    Rows rows() {
        return new Rows(server());
    }

    MetricsPage metrics() {
        return new MetricsPage(server());
    }

    Statements statements() {
        return new Statements(server());
    }

    StockTwin stockTwin() {
        return stockTwin.get();
    }

    Restart restart() {
        return restart.get();
    }

    Cluster cluster() {
        return new Cluster(server());
    }

    @Override
    public void close() {
        testClass.close();
    }

    private RunningKeycloak startServer() {
        if (spec.shared()) {
            return run.sharedServer(spec);
        }
        return run.runtime().start(spec, spec.database() == DatabaseKind.H2 ? null : database());
    }

    private StockTwin startStockTwin() {
        if (spec.database() != DatabaseKind.H2) {
            throw new IllegalStateException("A StockTwin has a database of its own: H2 alone");
        }
        return StockTwin.of(run.runtime().start(spec.asStock(), null));
    }

    private Restart newRestart() {
        URI address = server().baseUrl();
        return new Restart(
                server(),
                realm(),
                () -> run.runtime().startAt(address, spec, database()),
                () -> run.runtime().startAt(address, spec.asStock(), database()));
    }

    private void stopServer(RunningKeycloak started) {
        if (!spec.shared()) {
            started.close();
        }
    }

    /** A server of one's own takes its realm with it, and may be dead already. */
    private void removeRealm(RealmFixture created) {
        if (spec.shared()) {
            created.remove();
        }
    }

    private Database newDatabase() {
        return switch (spec.database()) {
            case POSTGRESQL -> run.postgreSql().newDatabase();
            case MARIADB -> run.mariaDb().newDatabase();
            case H2_FILE -> Database.inFile(Artifacts.workshop());
            case H2 -> throw new IllegalStateException("Database is for @KeycloakTest(database = ...) alone");
        };
    }
}
