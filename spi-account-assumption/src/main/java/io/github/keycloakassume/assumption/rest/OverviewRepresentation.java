package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant stands.
 *
 * @param enabled whether the vendor may act there: by a grant for it or for a tenant that it is a part of, or because it is a trial
 * @param trial whether it tries the vendor's product: always open, and not switchable
 * @param denied whether it, or a tenant that it is a part of, has denied: then no grant counts
 * @param decides {@code organization} or {@code realm}: who decides for an organization
 * @param until the latest end of these grants, epoch milliseconds; absent: until further notice, or not at all
 * @param grants how many grants are in force there; of a realm all that have not ended
 * @param pendingRequests how many requests wait for an answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OverviewRepresentation(
        @JsonProperty("enabled") boolean enabled,
        @JsonProperty("trial") boolean trial,
        @JsonProperty("denied") @Nullable Boolean denied,
        @JsonProperty("decides") @Nullable String decides,
        @JsonProperty("until") @Nullable Long until,
        @JsonProperty("grants") long grants,
        @JsonProperty("pendingRequests") long pendingRequests) {}
