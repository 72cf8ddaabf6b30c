/** What time brings about: grants that come to their end, notices of that, requests that nobody answered. */
@NullMarked
package io.github.keycloakassume.assumption.expiry;

import org.jspecify.annotations.NullMarked;
