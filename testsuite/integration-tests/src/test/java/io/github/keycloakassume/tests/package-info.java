/** Tests against real Keycloak servers. */
@NullMarked
package io.github.keycloakassume.tests;

import org.jspecify.annotations.NullMarked;
