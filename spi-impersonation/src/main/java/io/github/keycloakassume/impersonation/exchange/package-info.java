/** Token exchange: what an impersonated session may not launder its tokens through. */
@NullMarked
package io.github.keycloakassume.impersonation.exchange;

import org.jspecify.annotations.NullMarked;
