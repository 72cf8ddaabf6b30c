/** The rules of the house, for the tests of every module: what they name is shipped to no server. */
@NullMarked
package io.github.keycloakassume.architecture;

import org.jspecify.annotations.NullMarked;
