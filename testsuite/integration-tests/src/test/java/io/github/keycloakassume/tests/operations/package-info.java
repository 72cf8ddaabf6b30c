/** What is shipped for those who run a server: alert rules and a dashboard. */
@NullMarked
package io.github.keycloakassume.tests.operations;

import org.jspecify.annotations.NullMarked;
