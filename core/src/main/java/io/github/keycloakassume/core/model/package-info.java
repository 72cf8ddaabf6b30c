/** What all modules decide with: records that know the JDK alone. */
@NullMarked
package io.github.keycloakassume.core.model;

import org.jspecify.annotations.NullMarked;
