package io.github.keycloakassume.tests.databases;

import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("smoke")
@KeycloakTest(database = DatabaseKind.H2)
@DisplayName("On H2")
final class OnH2IT extends GrantsOnEveryDatabase {}
