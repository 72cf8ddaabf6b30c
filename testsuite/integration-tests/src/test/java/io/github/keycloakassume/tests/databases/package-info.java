/** What has to hold on every database that the tests start: of impersonations, and of grants. */
@NullMarked
package io.github.keycloakassume.tests.databases;

import org.jspecify.annotations.NullMarked;
