package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST requests}.
 *
 * @param duration {@code indefinite} or ISO-8601
 * @param maxLifespan seconds
 * @param ticket reference into the vendor's ticket system
 */
record RequestBody(
        @JsonProperty("scope") @Nullable String scope,
        @JsonProperty("organization") @Nullable String organization,
        @JsonProperty("user") @Nullable String user,
        @JsonProperty("grantee") @Nullable Map<String, @Nullable String> grantee,
        @JsonProperty("duration") @Nullable String duration,
        @JsonProperty("mode") @Nullable String mode,
        @JsonProperty("maxLifespan") @Nullable Long maxLifespan,
        @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
        @JsonProperty("subjectRoles") @Nullable List<String> subjectRoles,
        @JsonProperty("allow") @Nullable List<String> allow,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("ticket") @Nullable String ticket) {

    private static final int LONGEST_TICKET = 255;

    GrantWish toWish() throws InvalidBodyException {
        BodyText.requireText(ticket, "ticket", LONGEST_TICKET);
        return new GrantWish(
                BodyText.target(scope, organization, user),
                BodyText.terms(new TermsWish(
                        null, BodyText.grantee(grantee), mode, maxLifespan, maxConcurrent, subjectRoles, allow)),
                duration,
                reason);
    }
}
