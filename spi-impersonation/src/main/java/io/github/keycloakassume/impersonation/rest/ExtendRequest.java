package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST sessions/{id}/extend}. */
record ExtendRequest(
        @JsonProperty("lifespan") @Nullable Long lifespan,
        @JsonProperty("reason") @Nullable String reason) {}
