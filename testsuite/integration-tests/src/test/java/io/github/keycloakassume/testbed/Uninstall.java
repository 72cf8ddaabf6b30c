package io.github.keycloakassume.testbed;

import java.util.function.Supplier;
import org.keycloak.admin.client.Keycloak;

/** A server of one's own on a real database, from which what we ship can be taken away. */
public final class Uninstall implements AutoCloseable {

    private final RunningKeycloak withUs;
    private final RealmFixture realm;
    private final Lifetime afterwards = new Lifetime();
    private final Lifetime.Part<RunningKeycloak> server;
    private final Lifetime.Part<Keycloak> adminClient;

    Uninstall(RunningKeycloak withUs, RealmFixture realm, Supplier<RunningKeycloak> startWithoutUs) {
        this.withUs = withUs;
        this.realm = realm;
        this.server = afterwards.part(startWithoutUs, RunningKeycloak::close);
        this.adminClient = afterwards.part(() -> AdminClients.of(server.get()), Keycloak::close);
    }

    /**
     * What is left.
     *
     * @param realm the same realm, on the server that knows us no more
     * @param time the time of that server, which begins in the present
     */
    public record Uninstalled(RealmFixture realm, TimeMachine time) {}

    /** Ends the server, and starts one without what we ship at its address and on its database. */
    public Uninstalled run() {
        withUs.close();
        return new Uninstalled(
                realm.on(server.get(), adminClient.get()), new TimeMachine(server.get(), adminClient.get()));
    }

    @Override
    public void close() {
        afterwards.close();
    }
}
