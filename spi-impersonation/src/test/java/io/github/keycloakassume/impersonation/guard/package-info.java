@NullMarked
package io.github.keycloakassume.impersonation.guard;

import org.jspecify.annotations.NullMarked;
