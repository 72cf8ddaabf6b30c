/** The stories of the demo, played in a real browser against the demo's own realm and sample application. */
@NullMarked
package io.github.keycloakassume.tests.story;

import org.jspecify.annotations.NullMarked;
