package io.github.keycloakassume.testbed;

import java.util.List;
import java.util.Map;

/** Reads rows of our own tables, on every database and runtime. */
public final class Rows {

    private final RunningKeycloak server;

    Rows(RunningKeycloak server) {
        this.server = server;
    }

    /**
     * All rows of a table. Keys are the columns in upper case, null columns are absent; values are texts, numbers and
     * booleans as JSON has them.
     */
    public List<Map<String, Object>> of(String table) {
        KeycloakNode node = server.nodes().stream()
                .filter(KeycloakNode::isAlive)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node is alive"));
        return TestBedClient.of(node).rows(table);
    }

    /** The rows of a table whose column has this value. */
    public List<Map<String, Object>> of(String table, String column, Object value) {
        return of(table).stream().filter(row -> value.equals(row.get(column))).toList();
    }
}
