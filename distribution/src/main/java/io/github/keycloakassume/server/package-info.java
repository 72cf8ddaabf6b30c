/** Launches Keycloak's own distribution as a local process: unpack, install providers, build, start, always stop. */
@NullMarked
package io.github.keycloakassume.server;

import org.jspecify.annotations.NullMarked;
