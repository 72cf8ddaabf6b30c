/** Work beside the requests, and the lines of the log that it leaves. */
@NullMarked
package io.github.keycloakassume.core.schedule;

import org.jspecify.annotations.NullMarked;
