package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.impersonation.store.ActCountStore;
import org.jspecify.annotations.Nullable;

/** How often something was done in an impersonation. Times are epoch milliseconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CountRepresentation(
        @JsonProperty("kind") String kind,
        @JsonProperty("client") @Nullable String client,
        @JsonProperty("ipAddress") @Nullable String ipAddress,
        @JsonProperty("times") long times,
        @JsonProperty("firstAt") long firstAt,
        @JsonProperty("lastAt") long lastAt) {

    static CountRepresentation of(ActCountStore.Count count) {
        return new CountRepresentation(
                count.act().kind(),
                count.act().clientId(),
                count.act().ipAddress(),
                count.times(),
                count.firstAt().toEpochMilli(),
                count.lastAt().toEpochMilli());
    }
}
