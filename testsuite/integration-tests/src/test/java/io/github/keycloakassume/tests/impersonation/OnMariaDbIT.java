package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest(database = DatabaseKind.MARIADB)
@DisplayName("On MariaDB")
final class OnMariaDbIT extends OnEveryDatabase {}
