/** Planted violations: what the architecture rules must catch. */
@NullMarked
package io.github.keycloakassume.planted.impersonation.rest;

import org.jspecify.annotations.NullMarked;
