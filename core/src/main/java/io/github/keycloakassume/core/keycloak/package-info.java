/** The one room of the core that touches internals of Keycloak. */
@NullMarked
package io.github.keycloakassume.core.keycloak;

import org.jspecify.annotations.NullMarked;
