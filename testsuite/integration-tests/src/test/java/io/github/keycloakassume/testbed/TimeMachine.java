package io.github.keycloakassume.testbed;

import java.time.Duration;
import java.time.Instant;
import org.keycloak.admin.client.Keycloak;

/** Moves the time of all nodes; every test begins in the present. */
public final class TimeMachine {

    private final RunningKeycloak server;
    private final Keycloak adminClient;
    private Duration offset = Duration.ZERO;

    TimeMachine(RunningKeycloak server, Keycloak adminClient) {
        this.server = server;
        this.adminClient = adminClient;
    }

    /** What a node takes for the present. */
    public Instant now(KeycloakNode node) {
        return TestBedClient.of(node).time();
    }

    /** Moves on from wherever the time is now. */
    public void forward(Duration duration) {
        moveTo(offset.plus(duration));
    }

    /** Moves one node on, from wherever the time is now, and leaves the others where they are until the next move of all. */
    public void forward(KeycloakNode node, Duration duration) {
        offset = offset.plus(duration);
        TestBedClient.of(node).moveTime(offset);
    }

    /** Back to the present. */
    public void reset() {
        if (!offset.isZero()) {
            moveTo(Duration.ZERO);
        }
    }

    private void moveTo(Duration wanted) {
        for (KeycloakNode node : server.nodes()) {
            if (node.isAlive()) {
                TestBedClient.of(node).moveTime(wanted);
            }
        }
        offset = wanted;
        if (server.nodes().stream().noneMatch(KeycloakNode::isAlive)) {
            return;
        }
        // Its token may have expired on the way, which it cannot know.
        adminClient.tokenManager().grantToken();
    }
}
