/** How work that nobody asks for, on time or on Keycloak's events, gets its life cycle from Keycloak. */
@NullMarked
package io.github.keycloakassume.assumption.watch;

import org.jspecify.annotations.NullMarked;
