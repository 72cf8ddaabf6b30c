/** Holds {@code docs/security.md} to the tests that it names. */
@NullMarked
package io.github.keycloakassume.tests.security;

import org.jspecify.annotations.NullMarked;
