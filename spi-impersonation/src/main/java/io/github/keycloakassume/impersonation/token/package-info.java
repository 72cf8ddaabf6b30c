/** What impersonated sessions write into tokens: the {@code act} and {@code impersonation} claims and the time box. */
@NullMarked
package io.github.keycloakassume.impersonation.token;

import org.jspecify.annotations.NullMarked;
