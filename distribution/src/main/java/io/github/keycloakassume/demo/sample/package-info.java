/** Acme Documents: a small web application that logs its users in with OpenID Connect and knows impersonations. */
@NullMarked
package io.github.keycloakassume.demo.sample;

import org.jspecify.annotations.NullMarked;
