package io.github.keycloakassume.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;

/** What SQL may not have, because one of the databases would refuse it or mean something else by it. */
final class PortableSql {

    /** Oracle's before 12.2, and what its tools still print in full. */
    private static final int LONGEST_NAME = 30;

    /** InnoDB's, and a character of it may take four. */
    private static final int LONGEST_KEY_BYTES = 3072;

    private static final int CHARACTER_BYTES = 4;

    /** Of NVARCHAR2 on Oracle, unless its administrator has changed that for good. */
    private static final int LONGEST_TEXT = 2000;

    private static final String OUR_TABLES = "ASSUME_";
    private static final Pattern BOOLEAN = Pattern.compile("BOOLEAN|BOOL|BIT.*|TINYINT.*|NUMBER ?\\(1\\)");
    private static final Pattern CHARACTERS = Pattern.compile("N?(?:VARCHAR2?|CHAR) ?\\((\\d+)\\)");
    private static final Pattern NATIONAL = Pattern.compile("(?:NVARCHAR|NCHAR|NCLOB|NATIONAL).*");
    private static final Pattern NUMBER = Pattern.compile("BIGINT|INT|INTEGER|SMALLINT|NUMBER ?\\(.*");

    /** Larger than any of them takes. */
    private static final int NUMBER_BYTES = 22;

    /** What cannot be a name on Oracle. Liquibase's own list lacks many of them. */
    private static final Set<String> RESERVED_ON_ORACLE =
            Arrays.stream("""
            ACCESS ADD ALL ALTER AND ANY AS ASC AUDIT BETWEEN BY CHAR CHECK CLUSTER COLUMN COLUMN_VALUE COMMENT COMPRESS
            CONNECT CREATE CURRENT DATE DECIMAL DEFAULT DELETE DESC DISTINCT DROP ELSE EXCLUSIVE EXISTS FILE FLOAT FOR FROM
            GRANT GROUP HAVING IDENTIFIED IMMEDIATE IN INCREMENT INDEX INITIAL INSERT INTEGER INTERSECT INTO IS LEVEL LIKE
            LOCK LONG MAXEXTENTS MINUS MLSLABEL MODE MODIFY NESTED_TABLE_ID NOAUDIT NOCOMPRESS NOT NOWAIT NULL NUMBER OF
            OFFLINE ON ONLINE OPTION OR ORDER PCTFREE PRIOR PUBLIC RAW RENAME RESOURCE REVOKE ROW ROWID ROWNUM ROWS SELECT
            SESSION SET SHARE SIZE SMALLINT START SUCCESSFUL SYNONYM SYSDATE TABLE THEN TO TRIGGER UID UNION UNIQUE UPDATE
            USER VALIDATE VALUES VARCHAR VARCHAR2 VIEW WHENEVER WHERE WITH
            """.split("\\s+")).collect(Collectors.toUnmodifiableSet());

    private final OfflineSql sql;
    private final SqlSchema schema;

    PortableSql(OfflineSql sql) {
        this.sql = sql;
        this.schema = new SqlSchema(sql);
    }

    List<String> findings(TextColumns texts) {
        return Stream.of(nothing(), unread(), longNames(), reservedNames(), types(texts), keys(), foreignKeys())
                .flatMap(findings -> findings)
                .distinct()
                .toList();
    }

    private Stream<String> nothing() {
        return schema.types().isEmpty() ? Stream.of("no table at all") : Stream.empty();
    }

    private Stream<String> unread() {
        return Stream.concat(
                schema.unread().stream().map(statement -> "unknown kind of statement: " + statement),
                sql.statements().stream()
                        .filter(statement -> statement.sql().contains("${"))
                        .map(statement -> "a property without a value: " + statement.sql()));
    }

    private Stream<String> longNames() {
        return schema.names().stream()
                .filter(name -> name.length() > LONGEST_NAME)
                .map(name -> "name too long: " + name);
    }

    private Stream<String> reservedNames() {
        try {
            Database database = sql.dialect().database();
            return schema.names().stream()
                    .filter(name -> RESERVED_ON_ORACLE.contains(name) || database.isReservedWord(name))
                    .map(name -> "reserved word: " + name);
        } catch (LiquibaseException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<String> types(TextColumns texts) {
        return schema.types().entrySet().stream()
                .flatMap(table -> table.getValue().entrySet().stream()
                        .flatMap(column -> type(table.getKey(), column.getKey(), column.getValue(), texts)));
    }

    private Stream<String> type(String table, String column, String type, TextColumns texts) {
        String name = table + "." + column;
        boolean national = NATIONAL.matcher(type).matches();
        boolean meantForText = texts.contains(table, column);
        return Stream.of(
                        finding(BOOLEAN.matcher(type).matches(), "boolean: " + name),
                        finding(length(type).orElse(0) > LONGEST_TEXT, "text too long: " + name),
                        finding(
                                sql.dialect().hasNationalTypes() && meantForText && !national,
                                "holds no text of any script: " + name),
                        finding(!sql.dialect().hasNationalTypes() && national, "three bytes a character: " + name))
                .flatMap(Optional::stream);
    }

    private Stream<String> keys() {
        return schema.keys().stream().flatMap(key -> key(key).stream());
    }

    private Optional<String> key(SqlSchema.Key key) {
        int bytes = 0;
        for (String column : key.columns()) {
            Optional<Integer> width = schema.type(key.table(), column).flatMap(PortableSql::bytes);
            if (width.isEmpty()) {
                return Optional.of("cannot be indexed: " + key.table() + "." + column);
            }
            bytes += width.get();
        }
        return finding(bytes > LONGEST_KEY_BYTES, "key of " + bytes + " bytes: " + key.table() + key.columns());
    }

    private Stream<String> foreignKeys() {
        return schema.referenced().stream()
                .filter(table -> !table.startsWith(OUR_TABLES))
                .map(table -> "foreign key into a table of Keycloak: " + table);
    }

    private static Optional<Integer> bytes(String type) {
        return NUMBER.matcher(type).matches()
                ? Optional.of(NUMBER_BYTES)
                : length(type).map(characters -> characters * CHARACTER_BYTES);
    }

    private static Optional<Integer> length(String type) {
        Matcher characters = CHARACTERS.matcher(type);
        return characters.matches() ? Optional.of(Integer.valueOf(characters.group(1))) : Optional.empty();
    }

    private static Optional<String> finding(boolean found, String what) {
        return found ? Optional.of(what) : Optional.empty();
    }
}
