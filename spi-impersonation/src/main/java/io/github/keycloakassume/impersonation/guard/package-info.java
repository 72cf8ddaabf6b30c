/** What an impersonated session may not do, and what it cannot shake off. */
@NullMarked
package io.github.keycloakassume.impersonation.guard;

import org.jspecify.annotations.NullMarked;
