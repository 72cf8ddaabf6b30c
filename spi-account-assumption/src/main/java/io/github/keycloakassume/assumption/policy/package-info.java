/** The policy by which grants reach the engine: whether somebody may impersonate, on which grant, and until when. */
@NullMarked
package io.github.keycloakassume.assumption.policy;

import org.jspecify.annotations.NullMarked;
