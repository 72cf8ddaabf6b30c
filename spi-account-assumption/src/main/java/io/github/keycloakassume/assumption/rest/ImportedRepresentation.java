package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What came of an import.
 *
 * @param imported how many were given
 * @param skipped how many were there already, or over
 */
record ImportedRepresentation(
        @JsonProperty("imported") int imported,
        @JsonProperty("skipped") int skipped) {}
