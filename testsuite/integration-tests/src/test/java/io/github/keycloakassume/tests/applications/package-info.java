/** Applications in the field: the filter for resource servers, and clients that are none of ours. */
@NullMarked
package io.github.keycloakassume.tests.applications;

import org.jspecify.annotations.NullMarked;
