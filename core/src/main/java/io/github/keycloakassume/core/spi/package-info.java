/** What modules bring, and what the core gives them. */
@NullMarked
package io.github.keycloakassume.core.spi;

import org.jspecify.annotations.NullMarked;
