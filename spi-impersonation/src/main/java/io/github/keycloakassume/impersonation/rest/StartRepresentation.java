package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.impersonation.session.RequestImpersonation.Requested;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for an impersonation. Times are epoch milliseconds.
 *
 * @param id id of the impersonation
 * @param startUrl opens it, once, in a browser where the impersonator is logged in
 * @param startUrlExpiresAt until when
 * @param grant what it rests on: a grant's id, {@code trial} or {@code break-glass}; absent when on nothing but rights
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StartRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("startUrl") String startUrl,
        @JsonProperty("startUrlExpiresAt") long startUrlExpiresAt,
        @JsonProperty("user") PersonRepresentation user,
        @JsonProperty("impersonator") PersonRepresentation impersonator,
        @JsonProperty("mode") String mode,
        @JsonProperty("grant") @Nullable String grant,
        @JsonProperty("endsAt") long endsAt) {

    static StartRepresentation of(Requested requested) {
        return new StartRepresentation(
                requested.impersonation().id(),
                requested.startUrl().toString(),
                requested.startUrlExpiresAt().toEpochMilli(),
                PersonRepresentation.of(requested.impersonation().subject()),
                PersonRepresentation.of(requested.impersonation().impersonator()),
                requested.impersonation().mode().wireName(),
                requested.impersonation().grant(),
                requested.impersonation().endsAt().toEpochMilli());
    }
}
