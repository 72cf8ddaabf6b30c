/** HTTP resources, for administrators under {@code /admin} and for browsers under {@code /realms}. */
@NullMarked
package io.github.keycloakassume.impersonation.rest;

import org.jspecify.annotations.NullMarked;
