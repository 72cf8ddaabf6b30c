/** Work beside the requests: which jobs are done at the same time, and on which threads. */
@NullMarked
package io.github.keycloakassume.impersonation.work;

import org.jspecify.annotations.NullMarked;
