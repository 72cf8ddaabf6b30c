/** Tests of what holds for the module as a whole. */
@NullMarked
package io.github.keycloakassume.assumption;

import org.jspecify.annotations.NullMarked;
