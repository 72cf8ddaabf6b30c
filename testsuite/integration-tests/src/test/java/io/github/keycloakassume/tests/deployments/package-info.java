/** The stories on servers that are run in other ways than Keycloak's defaults. */
@NullMarked
package io.github.keycloakassume.tests.deployments;

import org.jspecify.annotations.NullMarked;
