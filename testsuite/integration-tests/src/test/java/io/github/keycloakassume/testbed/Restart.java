package io.github.keycloakassume.testbed;

import java.util.function.Supplier;
import org.keycloak.admin.client.Keycloak;

/** A server of one's own on a real database, which is stopped and started again at its address, with or without what we ship. */
public final class Restart implements AutoCloseable {

    private final RunningKeycloak before;
    private final RealmFixture realm;
    private final Lifetime afterwards = new Lifetime();
    private final Lifetime.Part<After> withUs;
    private final Lifetime.Part<After> withoutUs;

    Restart(
            RunningKeycloak before,
            RealmFixture realm,
            Supplier<RunningKeycloak> startWithUs,
            Supplier<RunningKeycloak> startWithoutUs) {
        this.before = before;
        this.realm = realm;
        this.withUs = afterwards.part(() -> start(startWithUs), After::close);
        this.withoutUs = afterwards.part(() -> start(startWithoutUs), After::close);
    }

    /**
     * The server that runs then.
     *
     * @param realm the same realm
     * @param time its time, which begins in the present
     * @param rows its tables
     */
    public record After(RealmFixture realm, TimeMachine time, Rows rows, RunningKeycloak server, Keycloak adminClient) {

        void close() {
            adminClient.close();
            server.close();
        }
    }

    /** Ends the server, and starts the same again. */
    public After withUs() {
        return withUs.get();
    }

    /** Ends the server, and starts one without what we ship. */
    public After withoutUs() {
        return withoutUs.get();
    }

    private After start(Supplier<RunningKeycloak> next) {
        before.close();
        RunningKeycloak server = next.get();
        Keycloak adminClient = AdminClients.of(server);
        return new After(
                realm.on(server, adminClient),
                new TimeMachine(server, adminClient),
                new Rows(server),
                server,
                adminClient);
    }

    @Override
    public void close() {
        afterwards.close();
    }
}
