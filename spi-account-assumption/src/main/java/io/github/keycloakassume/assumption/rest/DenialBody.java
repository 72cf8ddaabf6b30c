package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST requests/{id}/deny}.
 *
 * @param word for the asker
 */
record DenialBody(@JsonProperty("word") @Nullable String word) {}
