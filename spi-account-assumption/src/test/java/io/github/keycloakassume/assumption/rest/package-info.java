/** What bodies of requests may say. */
@NullMarked
package io.github.keycloakassume.assumption.rest;

import org.jspecify.annotations.NullMarked;
