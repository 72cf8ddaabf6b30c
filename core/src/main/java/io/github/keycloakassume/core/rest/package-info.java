/** How resources of all modules read JSON and queries and answer. */
@NullMarked
package io.github.keycloakassume.core.rest;

import org.jspecify.annotations.NullMarked;
