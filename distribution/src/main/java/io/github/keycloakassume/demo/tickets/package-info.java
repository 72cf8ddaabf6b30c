/**
 * The ticket API of Acme: a resource server that knows its callers by bearer tokens, and lets support staff open tickets for
 * users by the header {@code X-On-Behalf-Of}.
 */
@NullMarked
package io.github.keycloakassume.demo.tickets;

import org.jspecify.annotations.NullMarked;
