package io.github.keycloakassume.testbed;

import java.util.List;

/** Two nodes on one database; for classes with {@code @KeycloakTest(database = POSTGRESQL, nodes = 2)}. */
public final class Cluster {

    private final RunningKeycloak server;

    Cluster(RunningKeycloak server) {
        if (server.nodes().size() < 2) {
            throw new IllegalStateException("A Cluster is there for @KeycloakTest(nodes = 2) alone");
        }
        this.server = server;
    }

    /** All nodes, the dead ones too. */
    public List<KeycloakNode> nodes() {
        return server.nodes();
    }

    /** The node that started first; its address is what all nodes call themselves. */
    public KeycloakNode first() {
        return server.nodes().get(0);
    }

    /** The node that joined. */
    public KeycloakNode second() {
        return server.nodes().get(1);
    }
}
