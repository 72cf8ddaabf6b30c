/** Tests of the parts that need no server. */
@NullMarked
package io.github.keycloakassume.testsuite;

import org.jspecify.annotations.NullMarked;
