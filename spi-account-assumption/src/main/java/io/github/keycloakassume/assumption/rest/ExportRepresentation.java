package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.grants.ExportGrants;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what is in force, as {@code POST import} takes it.
 *
 * @param next what the next part comes {@code after}, absent when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExportRepresentation(
        @JsonProperty("grants") List<GrantRepresentation> grants,
        @JsonProperty("next") @Nullable String next) {

    static ExportRepresentation of(ExportGrants.Part part, Instant now) {
        return new ExportRepresentation(
                part.grants().stream()
                        .map(grant -> GrantRepresentation.of(grant, now))
                        .toList(),
                part.next());
    }
}
