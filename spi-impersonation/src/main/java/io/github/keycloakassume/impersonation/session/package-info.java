/** The use cases of an impersonation: request, start, revert, status. */
@NullMarked
package io.github.keycloakassume.impersonation.session;

import org.jspecify.annotations.NullMarked;
