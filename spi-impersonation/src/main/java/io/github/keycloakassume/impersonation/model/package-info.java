/** Records and decisions of impersonation; knows the JDK only. */
@NullMarked
package io.github.keycloakassume.impersonation.model;

import org.jspecify.annotations.NullMarked;
