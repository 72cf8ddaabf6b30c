/** A provider for test servers only: moves Keycloak's time and reads rows of our tables. Never part of a release. */
@NullMarked
package io.github.keycloakassume.testsuite;

import org.jspecify.annotations.NullMarked;
