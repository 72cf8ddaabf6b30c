/** What other modules plug into: policies that decide who may impersonate whom. */
@NullMarked
package io.github.keycloakassume.impersonation.spi;

import org.jspecify.annotations.NullMarked;
