package io.github.keycloakassume.core;

import java.util.Locale;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.OfflineConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/** The databases that Keycloak runs on, without one: Liquibase knows how each writes its SQL. */
public enum Dialect {
    POSTGRESQL("postgresql"),
    MARIADB("mariadb"),
    MYSQL("mysql?version=8.0"),
    SQL_SERVER("mssql"),
    ORACLE("oracle"),
    H2("h2");

    private final String address;

    Dialect(String address) {
        this.address = address;
    }

    /** True where text of any script needs a type of its own. */
    boolean hasNationalTypes() {
        return this == SQL_SERVER || this == ORACLE;
    }

    /** As a file is named after it. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql";
    }

    Database database() throws LiquibaseException {
        return DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(
                        new OfflineConnection("offline:" + address, new ClassLoaderResourceAccessor()));
    }
}
