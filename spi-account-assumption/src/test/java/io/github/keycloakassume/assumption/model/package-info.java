/** Tests of the records and decisions, among them of their properties. */
@NullMarked
package io.github.keycloakassume.assumption.model;

import org.jspecify.annotations.NullMarked;
