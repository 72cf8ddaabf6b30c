package io.github.keycloakassume.testbed;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Transactions of one node that stand still before or after their commit, so that the node can be killed, or something taken
 * away, at a moment that is known.
 */
public final class ChosenCommits {

    private static final Duration POLL = Duration.ofMillis(100);

    private final TestBedClient node;

    private ChosenCommits(TestBedClient node) {
        this.node = node;
    }

    /**
     * From now on.
     *
     * @param what what they write for that realm: an entry of the trail with that action, or an entity with that name
     */
    public static ChosenCommits at(CommitPoint point, KeycloakNode node, RealmFixture realm, Collection<String> what) {
        TestBedClient client = TestBedClient.of(node);
        what.forEach(each -> client.meetCommits(realm.name(), each, point));
        return new ChosenCommits(client);
    }

    /**
     * Waits for a while until so many stand.
     *
     * @return how many do
     */
    public int await(int count, Duration most) {
        try {
            Awaitility.await("standing threads")
                    .atMost(most)
                    .pollInterval(POLL)
                    // A server that has come back may close a connection that it has just taken.
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> node.standingCommits() >= count);
        } catch (ConditionTimeoutException e) {
            // Some stand elsewhere, or nowhere: the caller is told.
            return node.standingCommits();
        }
        return node.standingCommits();
    }

    /** Lets all go. */
    public void letGo() {
        node.commitAll();
    }
}
