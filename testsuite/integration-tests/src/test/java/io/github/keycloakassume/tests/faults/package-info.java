/** Every use case that writes, under every fault, counted. */
@NullMarked
package io.github.keycloakassume.tests.faults;

import org.jspecify.annotations.NullMarked;
