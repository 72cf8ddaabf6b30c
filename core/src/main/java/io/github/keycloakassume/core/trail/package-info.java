/** The trail of what was done and refused. */
@NullMarked
package io.github.keycloakassume.core.trail;

import org.jspecify.annotations.NullMarked;
