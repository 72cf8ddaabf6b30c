/** Planted: the model of another module. */
@NullMarked
package io.github.keycloakassume.planted.assumption.model;

import org.jspecify.annotations.NullMarked;
