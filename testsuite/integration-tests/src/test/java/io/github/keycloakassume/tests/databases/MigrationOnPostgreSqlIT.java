package io.github.keycloakassume.tests.databases;

import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest(database = DatabaseKind.POSTGRESQL, options = "--import-realm")
@DisplayName("Of commit ae3fbda, on PostgreSQL")
final class MigrationOnPostgreSqlIT extends MigrationOnEveryDatabase {}
