/**
 * One small way to get real servers for a test: {@link io.github.keycloakassume.testbed.KeycloakTest} on the class,
 * fixtures as parameters.
 */
@NullMarked
package io.github.keycloakassume.testbed;

import org.jspecify.annotations.NullMarked;
