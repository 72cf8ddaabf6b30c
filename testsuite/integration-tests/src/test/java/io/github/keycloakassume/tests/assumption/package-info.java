/** Account assumption on real servers: what tenants grant, what vendors may do with it, and how it ends. */
@NullMarked
package io.github.keycloakassume.tests.assumption;

import org.jspecify.annotations.NullMarked;
