package io.github.keycloakassume.testsuite;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TupleElement;
import java.sql.Clob;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one of our tables, whatever its columns, into values that JSON can carry. */
final class TableReader {

    /** Table names cannot be parameters of a query, so nothing but ours gets into one. */
    private static final Pattern OURS = Pattern.compile("ASSUME_[A-Z_]+");

    private final EntityManager entityManager;

    TableReader(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    List<Map<String, Object>> read(String table) {
        if (!OURS.matcher(table).matches()) {
            throw new IllegalArgumentException("Not a table of ours: " + table);
        }
        Stream<?> rows = entityManager
                .createNativeQuery("select * from " + table, Tuple.class)
                .getResultStream();
        try (rows) {
            return rows.map(row -> columns((Tuple) row)).toList();
        }
    }

    private static Map<String, Object> columns(Tuple row) {
        var columns = new TreeMap<String, Object>();
        List<TupleElement<?>> elements = row.getElements();
        for (int i = 0; i < elements.size(); i++) {
            Object value = plain(row.get(i));
            if (value != null) {
                // PostgreSQL answers in lower case, the others as written.
                columns.put(elements.get(i).getAlias().toUpperCase(Locale.ROOT), value);
            }
        }
        return columns;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Clob text) {
            return read(text);
        }
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof byte[]) {
            return value;
        }
        return value.toString();
    }

    private static String read(Clob text) {
        try {
            return text.getSubString(1, Math.toIntExact(text.length()));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read a text column", e);
        }
    }
}
