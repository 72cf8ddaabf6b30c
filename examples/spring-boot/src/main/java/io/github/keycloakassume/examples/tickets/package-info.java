/** A ticket API with Spring Boot: Spring Security knows its callers, and the filter before it knows on whose behalf they call. */
@NullMarked
package io.github.keycloakassume.examples.tickets;

import org.jspecify.annotations.NullMarked;
