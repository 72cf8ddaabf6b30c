/** Ends impersonations whose time is up, on the second or soon after, whether or not anybody asks. */
@NullMarked
package io.github.keycloakassume.impersonation.expiry;

import org.jspecify.annotations.NullMarked;
