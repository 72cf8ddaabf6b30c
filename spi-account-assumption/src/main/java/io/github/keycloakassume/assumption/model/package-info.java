/** Records and decisions of account assumption; knows the JDK and the engine's model only. */
@NullMarked
package io.github.keycloakassume.assumption.model;

import org.jspecify.annotations.NullMarked;
