/** What becomes of grants, requests and settings when that which they are about is removed from Keycloak. */
@NullMarked
package io.github.keycloakassume.assumption.removal;

import org.jspecify.annotations.NullMarked;
