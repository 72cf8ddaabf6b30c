package io.github.keycloakassume.testbed;

import org.keycloak.admin.client.Keycloak;

/** A second server, like the one of the test class but without what we ship, with a fresh realm. */
public final class StockTwin implements AutoCloseable {

    private final RunningKeycloak server;
    private final Keycloak adminClient;
    private final RealmFixture realm;
    private final TimeMachine time;

    private StockTwin(RunningKeycloak server, Keycloak adminClient) {
        this.server = server;
        this.adminClient = adminClient;
        this.realm = RealmFixture.create(server, adminClient);
        this.time = new TimeMachine(server, adminClient);
    }

    static StockTwin of(RunningKeycloak server) {
        return new StockTwin(server, AdminClients.of(server));
    }

    public RealmFixture realm() {
        return realm;
    }

    public TimeMachine time() {
        return time;
    }

    public Statements statements() {
        return new Statements(server);
    }

    @Override
    public void close() {
        adminClient.close();
        server.close();
    }
}
