/** Tests of what stands in rows. */
@NullMarked
package io.github.keycloakassume.assumption.store;

import org.jspecify.annotations.NullMarked;
