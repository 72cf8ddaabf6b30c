/** Our own roles: their creation, who holds them, who may give and take them. */
@NullMarked
package io.github.keycloakassume.core.roles;

import org.jspecify.annotations.NullMarked;
