package io.github.keycloakassume.tests.faults;

import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.TestUser;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is written, mailed and told at one moment. */
final class Snapshot {

    private static final String IMPERSONATION = "ASSUME_IMPERSONATION";
    private static final String GRANT = "ASSUME_GRANT";
    private static final String REQUEST = "ASSUME_REQUEST";
    private static final String TENANT = "ASSUME_TENANT";
    private static final String TRAIL = "ASSUME_TRAIL";
    private static final String OUTBOX = "ASSUME_OUTBOX";
    private static final Set<String> ON_THE_WAY = Set.of("QUEUED", "SENDING");

    /** Refusals come of trying again; acts are summed up. */
    private static final Set<String> NOT_COUNTED = Set.of("REFUSED", "REFUSALS_OMITTED", "ACTED");

    private record Row(String table, Map<String, Object> columns, String text) {

        boolean isOf(Set<String> ids) {
            return ids.stream().anyMatch(text::contains);
        }

        boolean has(String column) {
            return columns.containsKey(column);
        }

        String text(String column) {
            return String.valueOf(columns.get(column));
        }
    }

    private final List<Row> rows;
    private final Map<String, Integer> mails;
    private final List<Map<String, Object>> logouts;

    private Snapshot(List<Row> rows, Map<String, Integer> mails, List<Map<String, Object>> logouts) {
        this.rows = rows;
        this.mails = mails;
        this.logouts = logouts;
    }

    /** Right after the database was away a node may have to find out that its connections are dead. */
    static Snapshot of(Ground ground) {
        return await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .ignoreException(IllegalStateException.class)
                .until(() -> read(ground), snapshot -> true);
    }

    private static Snapshot read(Ground ground) {
        // What is told follows from what is written: read in this order, nothing is told that is not written.
        Map<String, Integer> mails = ground.mailbox().counts();
        List<Map<String, Object>> logouts = ground.receiver().received();
        List<Row> rows = Stream.of(IMPERSONATION, GRANT, REQUEST, TENANT, TRAIL, OUTBOX)
                .flatMap(table -> ground.rows().of(table).stream()
                        .map(columns -> new Row(table, columns, columns.values().toString())))
                .toList();
        return new Snapshot(rows, mails, logouts);
    }

    /** How often the trail has an action of that task. */
    int actions(Task task, String action) {
        Set<String> ids = task.ids();
        return (int) rows.stream()
                .filter(row -> row.table.equals(TRAIL) && row.text("ACTION").equals(action) && row.isOf(ids))
                .count();
    }

    boolean isEnded(String impersonation) {
        return rows.stream()
                .anyMatch(row ->
                        row.table.equals(IMPERSONATION) && row.text("ID").equals(impersonation) && row.has("ENDED_AT"));
    }

    /**
     * Whether nothing of those tasks is on its way: no mail, and no logout that is owed. Of others there may be: a mail that a node
     * died over stays so for an hour.
     */
    boolean isQuiet(Collection<Task> tasks) {
        Set<String> ids = tasks.stream().flatMap(task -> task.ids().stream()).collect(Collectors.toSet());
        return rows.stream()
                .filter(row -> row.isOf(ids))
                .noneMatch(row -> row.table.equals(OUTBOX)
                        ? ON_THE_WAY.contains(row.text("STATE"))
                        : row.table.equals(IMPERSONATION) && row.has("TELL_BY"));
    }

    /** Whether a mail has been tried and is to be tried again. */
    boolean hasTried() {
        return rows.stream()
                .anyMatch(row -> row.table.equals(OUTBOX)
                        && row.text("STATE").equals("QUEUED")
                        && Integer.parseInt(row.text("ATTEMPTS")) > 0);
    }

    Facts of(Task task) {
        Set<String> ids = task.ids();
        Map<String, Integer> trail = new TreeMap<>();
        Map<String, Integer> states = new TreeMap<>();
        Map<String, Integer> queued = new TreeMap<>();
        Map<Integer, Integer> uncertain = new TreeMap<>();
        for (Row row : rows) {
            if (row.isOf(ids)) {
                switch (row.table) {
                    case TRAIL -> trail.merge(row.text("ACTION"), 1, Integer::sum);
                    case OUTBOX -> noteMail(task, row, queued, uncertain);
                    default -> states.merge(row.table + " " + state(row), 1, Integer::sum);
                }
            }
        }
        NOT_COUNTED.forEach(trail::remove);
        return new Facts(trail, states, queued, received(task), uncertain, logouts(task));
    }

    private static void noteMail(Task task, Row row, Map<String, Integer> queued, Map<Integer, Integer> uncertain) {
        for (int person = 0; person < task.people().size(); person++) {
            if (task.people().get(person).id().equals(row.text("RECIPIENT_ID"))) {
                queued.merge(row.text("TEMPLATE") + " to person " + person, 1, Integer::sum);
                if (Set.of("UNCERTAIN", "SENDING").contains(row.text("STATE"))) {
                    uncertain.merge(person, 1, Integer::sum);
                }
            }
        }
    }

    private static String state(Row row) {
        return switch (row.table) {
            case IMPERSONATION ->
                row.has("ENDED_AT")
                        ? row.has("TELL_BY") ? Facts.OWING : "ended"
                        : row.has("STARTED_AT") ? "running" : "pending";
            case GRANT -> (row.has("ENDED_AT") ? "ended" : "open") + ", version " + row.text("VERSION");
            case REQUEST -> row.has("OUTCOME") ? row.text("OUTCOME") : "open";
            default -> "trial " + row.text("TRIAL") + ", controlled " + row.text("CONTROLLED");
        };
    }

    private Map<Integer, Integer> received(Task task) {
        Map<Integer, Integer> received = new TreeMap<>();
        for (int person = 0; person < task.people().size(); person++) {
            TestUser user = task.people().get(person);
            received.put(person, mails.getOrDefault(user.email().toLowerCase(Locale.ROOT), 0));
        }
        return received;
    }

    /** How often each logout token came. */
    private Map<String, Integer> logouts(Task task) {
        Set<String> ids = task.ids();
        Map<String, Integer> tokens = new HashMap<>();
        logouts.stream()
                .filter(token -> ids.contains(String.valueOf(token.get("sub"))))
                .forEach(token -> tokens.merge(String.valueOf(token.get("jti")), 1, Integer::sum));
        return tokens;
    }
}
