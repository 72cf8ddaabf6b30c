/** What is done with grants: giving, changing, revoking, seeing, keeping a copy. */
@NullMarked
package io.github.keycloakassume.assumption.grants;

import org.jspecify.annotations.NullMarked;
