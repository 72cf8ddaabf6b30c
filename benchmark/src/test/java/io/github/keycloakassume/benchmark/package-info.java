/** Load measurements on real Keycloak servers, each of which leaves a report. */
@NullMarked
package io.github.keycloakassume.benchmark;

import org.jspecify.annotations.NullMarked;
