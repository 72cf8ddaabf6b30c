/** The one room that touches Keycloak's internals beyond SPI base types. */
@NullMarked
package io.github.keycloakassume.impersonation.keycloak;

import org.jspecify.annotations.NullMarked;
