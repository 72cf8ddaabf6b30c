/** Token exchange: on behalf of a user, by Keycloak's V1, and what an impersonated session may not launder its tokens through. */
@NullMarked
package io.github.keycloakassume.impersonation.exchange;

import org.jspecify.annotations.NullMarked;
