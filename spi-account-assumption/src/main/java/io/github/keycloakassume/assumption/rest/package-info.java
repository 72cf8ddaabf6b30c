/** The resources of account assumption, for administrators, organizations and users. */
@NullMarked
package io.github.keycloakassume.assumption.rest;

import org.jspecify.annotations.NullMarked;
