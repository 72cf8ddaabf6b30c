/** How the resources of all modules read requests and write answers: strict JSON, strict queries, errors in Keycloak's shape, CSV. */
@NullMarked
package io.github.keycloakassume.impersonation.wire;

import org.jspecify.annotations.NullMarked;
