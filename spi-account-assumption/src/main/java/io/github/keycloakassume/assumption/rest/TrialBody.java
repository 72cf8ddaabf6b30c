package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT trial}.
 *
 * @param organization id of an organization, absent for the realm
 */
record TrialBody(
        @JsonProperty("trial") @Nullable Boolean trial,
        @JsonProperty("organization") @Nullable String organization) {}
