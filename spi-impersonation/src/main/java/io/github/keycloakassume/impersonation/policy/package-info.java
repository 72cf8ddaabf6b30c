/** The policy that always applies: rights, privilege ceiling, who can never be a subject. */
@NullMarked
package io.github.keycloakassume.impersonation.policy;

import org.jspecify.annotations.NullMarked;
