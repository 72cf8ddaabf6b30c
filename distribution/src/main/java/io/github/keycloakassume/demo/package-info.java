/** The demo: a Keycloak with Keycloak Assume, a realm, a sample application and a mailbox, started by one command. */
@NullMarked
package io.github.keycloakassume.demo;

import org.jspecify.annotations.NullMarked;
