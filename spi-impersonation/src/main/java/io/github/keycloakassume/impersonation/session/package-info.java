/** The use cases of an impersonation: request, start, revert, status; to act on behalf of a user by exchanged tokens. */
@NullMarked
package io.github.keycloakassume.impersonation.session;

import org.jspecify.annotations.NullMarked;
