/** The trail: who did what to whom, and what was refused. */
@NullMarked
package io.github.keycloakassume.impersonation.audit;

import org.jspecify.annotations.NullMarked;
