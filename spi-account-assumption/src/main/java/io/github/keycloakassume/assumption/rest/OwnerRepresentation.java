package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.Owner;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who decided on a grant or a denial.
 *
 * @param kind {@code realm}, {@code organization} or {@code user}: the one that it is about
 * @param organization its id, absent for the other kinds and where it was not kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OwnerRepresentation(
        @JsonProperty("kind") @Nullable String kind,
        @JsonProperty("organization") @Nullable String organization) {

    static OwnerRepresentation of(Owner owner) {
        return new OwnerRepresentation(owner.authority().name().toLowerCase(Locale.ROOT), owner.organizationId());
    }
}
