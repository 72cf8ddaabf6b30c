/** Planted: what another module offers. */
@NullMarked
package io.github.keycloakassume.planted.assumption.spi;

import org.jspecify.annotations.NullMarked;
