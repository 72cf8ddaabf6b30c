package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest(database = DatabaseKind.POSTGRESQL)
@DisplayName("On PostgreSQL")
final class OnPostgreSqlIT extends OnEveryDatabase {}
