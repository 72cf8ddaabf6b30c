/** Tests of the core as a whole. */
@NullMarked
package io.github.keycloakassume.core;

import org.jspecify.annotations.NullMarked;
