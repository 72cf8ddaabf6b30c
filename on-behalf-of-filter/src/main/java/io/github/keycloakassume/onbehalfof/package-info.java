/**
 * A servlet filter for resource servers: a request with a bearer token of scope {@code impersonate} and the header
 * {@code X-On-Behalf-Of} continues as the end user whom the header names, with a token of theirs that the authorization
 * server gave in exchange. {@link io.github.keycloakassume.onbehalfof.OnBehalfOfFilter} is the way in,
 * {@link io.github.keycloakassume.onbehalfof.OnBehalfOf} what the application learns.
 */
@NullMarked
package io.github.keycloakassume.onbehalfof;

import org.jspecify.annotations.NullMarked;
