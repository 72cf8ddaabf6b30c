/** What administrators, browsers and applications see of an impersonation, on a real Keycloak. */
@NullMarked
package io.github.keycloakassume.tests.impersonation;

import org.jspecify.annotations.NullMarked;
