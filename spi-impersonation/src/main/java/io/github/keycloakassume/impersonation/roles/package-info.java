/** Our own roles: their creation, who holds them, and who may give and take them. */
@NullMarked
package io.github.keycloakassume.impersonation.roles;

import org.jspecify.annotations.NullMarked;
