/** What our JARs use of Keycloak's code, read from byte code, and whether another Keycloak has all of it: docs/upgrading.md. */
@NullMarked
package io.github.keycloakassume.upgrade;

import org.jspecify.annotations.NullMarked;
