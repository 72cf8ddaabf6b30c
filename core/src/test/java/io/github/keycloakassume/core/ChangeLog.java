package io.github.keycloakassume.core;

import java.util.List;
import java.util.stream.Stream;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.database.DatabaseList;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.sqlgenerator.SqlGeneratorFactory;

/**
 * A Liquibase change log, looked at without a database: what SQL it comes to on each, and what would not work there.
 * For the change logs of all modules.
 *
 * @param file its name on the class path
 */
public record ChangeLog(String file) {

    /** The SQL of all change sets, in their order. */
    public OfflineSql sql(Dialect dialect) {
        try {
            Database database = dialect.database();
            return new OfflineSql(
                    dialect,
                    parse(database).getChangeSets().stream()
                            .filter(set -> DatabaseList.definitionMatches(set.getDbmsSet(), database, true))
                            .flatMap(set -> statements(set, database))
                            .toList());
        } catch (LiquibaseException e) {
            throw new IllegalArgumentException(file + " cannot be read for " + dialect, e);
        }
    }

    /** Everything about it that would not work on that database, or not as meant; nothing when all is well. */
    public List<String> findings(Dialect dialect) {
        return new PortableSql(sql(dialect)).findings(TextColumns.of(file));
    }

    private DatabaseChangeLog parse(Database database) throws LiquibaseException {
        ResourceAccessor resources = new ClassLoaderResourceAccessor();
        return ChangeLogParserFactory.getInstance()
                .getParser(file, resources)
                .parse(file, new ChangeLogParameters(database), resources);
    }

    private static Stream<OfflineSql.Statement> statements(ChangeSet set, Database database) {
        return set.getChanges().stream().flatMap(change -> statements(set, change, database));
    }

    private static Stream<OfflineSql.Statement> statements(ChangeSet set, Change change, Database database) {
        List<String> errors = change.validate(database).getErrorMessages();
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(set.getId() + " is not for " + database.getShortName() + ": " + errors);
        }
        return Stream.of(SqlGeneratorFactory.getInstance().generateSql(change, database))
                .map(sql -> new OfflineSql.Statement(
                        set.getId(), sql.toSql().replaceAll("\\s+", " ").strip()));
    }
}
