/** The tables of this module: JPA entities and their Liquibase change log. */
@NullMarked
package io.github.keycloakassume.impersonation.store;

import org.jspecify.annotations.NullMarked;
