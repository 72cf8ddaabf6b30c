/** Who learns from our answers which users there are. */
@org.jspecify.annotations.NullMarked
package io.github.keycloakassume.tests.knowing;
