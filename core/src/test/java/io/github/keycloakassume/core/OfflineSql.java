package io.github.keycloakassume.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL that a change log comes to on one database. */
public record OfflineSql(Dialect dialect, List<Statement> statements) {

    /** One statement, on one line, without what ends it. */
    public record Statement(String changeSet, String sql) {}

    public OfflineSql {
        statements = List.copyOf(statements);
    }

    /** Leaves it as a file for whoever wants to see or run it: {@code target/<folder>/<database>.sql}. */
    public void keepIn(String folder) throws IOException {
        Path home = Files.createDirectories(Path.of("target", folder));
        Files.writeString(
                home.resolve(dialect.fileName()),
                statements.stream()
                        .map(statement -> "-- " + statement.changeSet() + "\n" + statement.sql() + ";\n")
                        .collect(Collectors.joining()));
    }
}
