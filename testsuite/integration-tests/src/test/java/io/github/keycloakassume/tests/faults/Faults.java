package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.server.Ports;
import io.github.keycloakassume.testbed.BrokenMailServer;
import io.github.keycloakassume.testbed.ChosenCommits;
import io.github.keycloakassume.testbed.CommitPoint;
import io.github.keycloakassume.testbed.DatabaseOutage;
import io.github.keycloakassume.testbed.DeferredRefusal;
import io.github.keycloakassume.testbed.HeldLock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All that goes wrong. */
final class Faults {

    static final Fault NONE = new Fault("none", "nothing goes wrong", Faults::nothing);

    /** Applications take logouts and do not answer. */
    static final Fault KILLED_WHILE_TELLING = new Fault(
            "killed, telling applications",
            "applications have the logout and do not answer; the node is killed",
            Faults::killedWhileTelling);

    private static final Duration A_WHILE = Duration.ofSeconds(12);

    /** A mail server's silence is waited for longer than that. */
    private static final Map<String, String> PATIENT = Map.of("timeout", "600000");

    private Faults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "killed before the commit",
                        "all is written, the transactions stand before their commit; the node is killed",
                        (ground, batch) -> killed(CommitPoint.BEFORE, ground, batch)),
                new Fault(
                        "killed after the commit",
                        "the database has committed, nothing has followed from it: caches, cookies, logouts, mails, the answer;"
                                + " the node is killed",
                        (ground, batch) -> killed(CommitPoint.AFTER, ground, batch)),
                new Fault(
                        "killed after the answer",
                        "the answers are given, no mail has been taken to be sent; the node is killed",
                        Faults::killedBeforeMails),
                KILLED_WHILE_TELLING,
                new Fault(
                        "killed, sending mails",
                        "the mail server has the connection and says nothing; the node is killed",
                        Faults::killedWhileSending),
                new Fault(
                        "commit refused",
                        "a deferred constraint of PostgreSQL refuses the commit, all statements having succeeded",
                        Faults::refused),
                new Fault(
                        "answer lost",
                        "all is done, and the answer does not reach the browser or the program",
                        (ground, batch) -> {
                            nothing(ground, batch);
                            batch.loseAnswers();
                        }),
                new Fault(
                        "other node stands still",
                        "the other member of the cluster is stopped (SIGSTOP), and goes on after it",
                        Faults::otherStandsStill),
                new Fault("database away", "connections are cut and none is let in", Faults::databaseAway),
                new Fault(
                        "database away at the commit",
                        "the same, while the transactions stand before their commit",
                        (ground, batch) -> databaseAwayAt(CommitPoint.BEFORE, ground, batch)),
                new Fault(
                        "database away after the commit",
                        "the same, while nothing has followed from the commit",
                        (ground, batch) -> databaseAwayAt(CommitPoint.AFTER, ground, batch)),
                new Fault("mail server away", "no connection to the mail server", Faults::mailServerAway));
    }

    private static void nothing(Ground ground, Batch batch) {
        batch.begin(ground.second(), !batch.isByTime());
        batch.hear();
    }

    private static void killed(CommitPoint point, Ground ground, Batch batch) {
        stand(point, ground, batch);
        kill(ground, batch);
    }

    /** Goes away with the node, or is let go. */
    private static ChosenCommits stand(CommitPoint point, Ground ground, Batch batch) {
        ChosenCommits standing = ChosenCommits.at(point, ground.second(), ground.realm(), batch.writes());
        batch.begin(ground.second(), false);
        batch.stood(standing.await(batch.size(), A_WHILE));
        return standing;
    }

    private static void kill(Ground ground, Batch batch) {
        ground.second().kill();
        ground.startSecondAgain();
        batch.hear();
    }

    private static void killedBeforeMails(Ground ground, Batch batch) throws SQLException {
        try (HeldLock unsent = HeldLock.onSending(ground.database())) {
            batch.begin(ground.second(), false);
            batch.hear();
            if (batch.isByTime()) {
                Waiting.until(ground, A_WHILE, batch::areDone);
            }
            unsent.awaitWaiting(1);
            batch.stood(batch.size());
            kill(ground, batch);
        }
    }

    private static void killedWhileTelling(Ground ground, Batch batch) {
        int before = ground.receiver().received().size();
        int ending = (int) batch.attempts().stream()
                .filter(attempt -> attempt.task().access() != null)
                .count();
        batch.begin(ground.second(), false);
        Waiting.until(A_WHILE, () -> ground.receiver().received().size() >= before + ending);
        batch.stood(ground.receiver().received().size() - before);
        kill(ground, batch);
    }

    private static void killedWhileSending(Ground ground, Batch batch) {
        try (BrokenMailServer silent = BrokenMailServer.hanging()) {
            ground.realm().sendMailTo(silent.port(), PATIENT);
            batch.begin(ground.second(), false);
            batch.hear();
            // Two of a realm are sent at a time.
            Waiting.until(A_WHILE, () -> silent.connections() >= 2);
            batch.stood(silent.connections());
            ground.second().kill();
            ground.mailsArrive();
        }
        ground.startSecondAgain();
    }

    private static void refused(Ground ground, Batch batch) {
        String realmId = ground.realm().admin().toRepresentation().getId();
        DeferredRefusal.during(ground.database(), realmId, batch.writes(), () -> {
            nothing(ground, batch);
            Waiting.aFewRounds();
        });
    }

    private static void otherStandsStill(Ground ground, Batch batch) {
        ground.second().whilePaused(() -> {
            batch.begin(ground.first(), false);
            batch.hear();
            if (batch.isByTime()) {
                Waiting.until(ground, A_WHILE, batch::areDone);
            }
        });
    }

    private static void databaseAway(Ground ground, Batch batch) throws SQLException {
        if (batch.isByTime()) {
            batch.begin(ground.second(), false);
        }
        DatabaseOutage.during(ground.database(), () -> {
            if (!batch.isByTime()) {
                nothing(ground, batch);
            }
            Waiting.aFewRounds();
        });
    }

    private static void databaseAwayAt(CommitPoint point, Ground ground, Batch batch) throws SQLException {
        ChosenCommits standing = stand(point, ground, batch);
        DatabaseOutage.during(ground.database(), () -> {
            standing.letGo();
            batch.hear();
            Waiting.aFewRounds();
        });
    }

    private static void mailServerAway(Ground ground, Batch batch) {
        ground.realm().sendMailTo(Ports.free(), Map.of());
        nothing(ground, batch);
        Waiting.until(ground, A_WHILE, Snapshot::hasTried);
        ground.mailsArrive();
    }
}
