/** What those are told who listen to Keycloak's Shared Signals. */
@org.jspecify.annotations.NullMarked
package io.github.keycloakassume.tests.signals;
