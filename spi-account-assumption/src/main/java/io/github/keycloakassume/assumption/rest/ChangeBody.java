package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.grants.ChangeGrant;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT grants/{id}}: what is left out stays as it is.
 *
 * @param duration {@code indefinite} or ISO-8601, from now on
 * @param maxLifespan seconds
 * @param version what the change is based on
 */
record ChangeBody(
        @JsonProperty("grantee") @Nullable Map<String, @Nullable String> grantee,
        @JsonProperty("duration") @Nullable String duration,
        @JsonProperty("mode") @Nullable String mode,
        @JsonProperty("maxLifespan") @Nullable Long maxLifespan,
        @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
        @JsonProperty("subjectRoles") @Nullable List<String> subjectRoles,
        @JsonProperty("allow") @Nullable List<String> allow,
        @JsonProperty("version") @Nullable Integer version) {

    ChangeGrant.Change toChange() throws InvalidBodyException {
        TermsWish terms = BodyText.terms(
                new TermsWish(null, BodyText.grantee(grantee), mode, maxLifespan, maxConcurrent, subjectRoles, allow));
        return new ChangeGrant.Change(terms, duration);
    }
}
