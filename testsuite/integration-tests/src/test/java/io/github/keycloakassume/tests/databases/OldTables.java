package io.github.keycloakassume.tests.databases;

import io.github.keycloakassume.testbed.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Our tables with a row of each kind, as a server with the JARs of commit ae3fbda made them ({@code migration/*.sql}). Their
 * times are moved into the present: what was about to happen then still is.
 *
 * @param rows of each table, by columns in upper case; without columns that are null
 */
record OldTables(Map<String, List<Map<String, String>>> rows) {

    private static final Pattern MADE_AT = Pattern.compile("-- made at (\\d+)");
    private static final Pattern TIME = Pattern.compile("\\b1[789]\\d{11}\\b");
    private static final Pattern STATEMENTS = Pattern.compile(";\\s*(\\R|$)");
    private static final Pattern TABLE = Pattern.compile("insert into (ASSUME_\\w+) ");

    /** Puts them into an empty database. */
    static OldTables load(Database database) throws SQLException {
        String script = script(database.jdbcUrl().split(":", 3)[1]);
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            for (String statement : STATEMENTS.splitAsStream(script).toList()) {
                sql.execute(statement);
            }
            Map<String, List<Map<String, String>>> rows = new TreeMap<>();
            for (String table : tables(script).toList()) {
                rows.put(table, read(sql, table));
            }
            return new OldTables(rows);
        }
    }

    List<Map<String, String>> of(String table) {
        return rows.getOrDefault(table, List.of());
    }

    private static Stream<String> tables(String script) {
        return TABLE.matcher(script).results().map(insert -> insert.group(1)).distinct();
    }

    private static List<Map<String, String>> read(Statement sql, String table) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (ResultSet found = sql.executeQuery("select * from " + table)) {
            while (found.next()) {
                Map<String, String> row = new TreeMap<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    String value = found.getString(column);
                    if (value != null) {
                        row.put(found.getMetaData().getColumnName(column).toUpperCase(Locale.ROOT), value);
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String script(String database) {
        String file = "/migration/" + database + ".sql";
        try (InputStream script = Objects.requireNonNull(OldTables.class.getResourceAsStream(file), file)) {
            return inThePresent(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inThePresent(String script) {
        Matcher madeAt = MADE_AT.matcher(script);
        if (!madeAt.find()) {
            throw new IllegalStateException("no line: " + MADE_AT);
        }
        long since = System.currentTimeMillis() - Long.parseLong(madeAt.group(1));
        return TIME.matcher(script.replaceAll("(?m)^--.*\\R", ""))
                .replaceAll(time -> String.valueOf(Long.parseLong(time.group()) + since));
    }
}
