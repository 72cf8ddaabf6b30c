/** The tables of grants and requests: JPA entities and their Liquibase change log. */
@NullMarked
package io.github.keycloakassume.assumption.store;

import org.jspecify.annotations.NullMarked;
