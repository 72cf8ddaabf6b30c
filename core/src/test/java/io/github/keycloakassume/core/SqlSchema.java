package io.github.keycloakassume.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What statements that define tables define. It knows the few forms that Liquibase writes; what it cannot read it keeps. */
final class SqlSchema {

    /** Columns that are found together: an index, a primary key or what must be unique. */
    record Key(String table, List<String> columns) {}

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\S+) ?\\((.*)\\)");
    private static final Pattern INDEX =
            Pattern.compile("CREATE (?:UNIQUE )?(?:NONCLUSTERED |CLUSTERED )?INDEX (\\S+) ON ([^\\s(]+) ?\\((.*)\\)");
    private static final Pattern ADDITION = Pattern.compile("ALTER TABLE (\\S+) ADD (.*)");
    private static final Pattern NO_DEFINITION = Pattern.compile("(?:DROP|INSERT|UPDATE|DELETE) .*");
    private static final Pattern CONSTRAINT = Pattern.compile("\\bCONSTRAINT (\\S+)");
    private static final Pattern REFERENCE = Pattern.compile("\\bREFERENCES ([^\\s(]+)");
    private static final Pattern KEY = Pattern.compile("(?:CONSTRAINT \\S+ )?(?:PRIMARY KEY|UNIQUE) ?\\((.*)\\)");
    private static final Pattern NO_COLUMN = Pattern.compile("(?:CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK)\\b.*");
    private static final Pattern COLUMN = Pattern.compile("(?:ADD )?(\\S+) (\\w+(?: ?\\([^)]*\\))?).*");
    private static final Pattern DIRECTION = Pattern.compile(" (?:ASC|DESC)$");
    private static final Pattern BETWEEN_PARTS = Pattern.compile(", ?(?![^(]*\\))");

    private final Map<String, Map<String, String>> types = new TreeMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> referenced = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    SqlSchema(OfflineSql sql) {
        sql.statements().forEach(statement -> read(statement.sql().toUpperCase(Locale.ROOT)));
    }

    /** The types of its columns, by table and column. */
    Map<String, Map<String, String>> types() {
        return types;
    }

    Optional<String> type(String table, String column) {
        return Optional.ofNullable(types.getOrDefault(table, Map.of()).get(column));
    }

    List<Key> keys() {
        return keys;
    }

    /** All names given: tables, columns, indexes, constraints. */
    List<String> names() {
        return names;
    }

    /** Tables that foreign keys lead to. */
    List<String> referenced() {
        return referenced;
    }

    /** Statements of a form unknown here, which nobody has looked at. */
    List<String> unread() {
        return unread;
    }

    private void read(String sql) {
        Matcher table = TABLE.matcher(sql);
        Matcher index = INDEX.matcher(sql);
        Matcher addition = ADDITION.matcher(sql);
        if (table.matches()) {
            names.add(plain(table.group(1)));
            parts(table.group(2)).forEach(part -> readPart(plain(table.group(1)), part));
        } else if (index.matches()) {
            names.add(plain(index.group(1)));
            addKey(plain(index.group(2)), index.group(3));
        } else if (addition.matches()) {
            String added = addition.group(2).replaceFirst("^\\((.*)\\)$", "$1");
            parts(added).forEach(part -> readPart(plain(addition.group(1)), part));
        } else if (!NO_DEFINITION.matcher(sql).matches()) {
            unread.add(sql);
        }
    }

    private void readPart(String table, String part) {
        CONSTRAINT.matcher(part).results().forEach(found -> names.add(plain(found.group(1))));
        REFERENCE.matcher(part).results().forEach(found -> referenced.add(plain(found.group(1))));
        Matcher key = KEY.matcher(part);
        Matcher column = COLUMN.matcher(part);
        if (key.matches()) {
            addKey(table, key.group(1));
        } else if (!NO_COLUMN.matcher(part).matches()) {
            if (column.matches()) {
                names.add(plain(column.group(1)));
                types.computeIfAbsent(table, any -> new TreeMap<>()).put(plain(column.group(1)), column.group(2));
            } else {
                unread.add(part);
            }
        }
    }

    private void addKey(String table, String columns) {
        keys.add(new Key(
                table,
                parts(columns)
                        .map(column -> plain(DIRECTION.matcher(column).replaceFirst("")))
                        .toList()));
    }

    private static Stream<String> parts(String list) {
        return BETWEEN_PARTS.splitAsStream(list).map(String::strip);
    }

    /** Without schema and quotes. */
    private static String plain(String name) {
        return name.replaceAll("[\"`\\[\\]]", "").replaceFirst("^.*\\.", "");
    }
}
