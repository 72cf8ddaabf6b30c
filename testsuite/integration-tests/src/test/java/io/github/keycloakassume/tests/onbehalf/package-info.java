/** Token exchange on behalf of a user who is not present, on real servers. */
@NullMarked
package io.github.keycloakassume.tests.onbehalf;

import org.jspecify.annotations.NullMarked;
