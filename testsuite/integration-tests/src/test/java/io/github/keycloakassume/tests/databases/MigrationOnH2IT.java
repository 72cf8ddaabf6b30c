package io.github.keycloakassume.tests.databases;

import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest(database = DatabaseKind.H2_FILE, options = "--import-realm")
@DisplayName("Of commit ae3fbda, on H2")
final class MigrationOnH2IT extends MigrationOnEveryDatabase {}
