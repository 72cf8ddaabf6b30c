/** A token exchange as an application with Spring Security makes it; compiled against two versions of it. */
@NullMarked
package io.github.keycloakassume.clients.spring;

import org.jspecify.annotations.NullMarked;
