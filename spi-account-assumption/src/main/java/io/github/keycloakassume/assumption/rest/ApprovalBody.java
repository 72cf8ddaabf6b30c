package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.assumption.requests.AnswerRequest;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST requests/{id}/approve}: what is to be less than asked.
 *
 * @param duration {@code indefinite} or ISO-8601
 * @param maxLifespan seconds
 * @param word for the asker
 */
record ApprovalBody(
        @JsonProperty("duration") @Nullable String duration,
        @JsonProperty("mode") @Nullable String mode,
        @JsonProperty("maxLifespan") @Nullable Long maxLifespan,
        @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
        @JsonProperty("subjectRoles") @Nullable List<String> subjectRoles,
        @JsonProperty("allow") @Nullable List<String> allow,
        @JsonProperty("word") @Nullable String word) {

    AnswerRequest.Less toLess() throws InvalidBodyException {
        TermsWish terms =
                BodyText.terms(new TermsWish(null, Map.of(), mode, maxLifespan, maxConcurrent, subjectRoles, allow));
        return new AnswerRequest.Less(terms, duration);
    }
}
