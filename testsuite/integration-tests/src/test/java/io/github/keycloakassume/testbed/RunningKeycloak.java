package io.github.keycloakassume.testbed;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Keycloak that answers: usually one node. */
public final class RunningKeycloak implements AutoCloseable {

    /** The administrator of the realm master. */
    public static final String ADMIN = "admin";

    /** The password of {@link #ADMIN}. */
    public static final String ADMIN_PASSWORD = "admin";

    private final List<KeycloakNode> nodes;
    private final String testHost;
    private final @Nullable Database database;

    RunningKeycloak(List<KeycloakNode> nodes, String testHost) {
        this(nodes, testHost, null);
    }

    /** One whose data is in that database. */
    RunningKeycloak(List<KeycloakNode> nodes, String testHost, @Nullable Database database) {
        this.nodes = List.copyOf(nodes);
        this.testHost = testHost;
        this.database = database;
    }

    /** Where the first node that is alive answers, without a trailing slash. */
    public URI baseUrl() {
        return nodes.stream()
                .filter(KeycloakNode::isAlive)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node is alive"))
                .baseUrl();
    }

    /** All nodes, the dead ones too. */
    public List<KeycloakNode> nodes() {
        return nodes;
    }

    /** Where its data is, unless that is within its own process. */
    Optional<Database> database() {
        return Optional.ofNullable(database);
    }

    /** The name under which the server reaches this machine: for mail servers and back channels. */
    public String testHost() {
        return testHost;
    }

    @Override
    public void close() {
        nodes.forEach(KeycloakNode::close);
    }
}
