package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a grant. Times are epoch milliseconds, lifespans seconds.
 *
 * @param duration for how long, from the approval on
 * @param state {@code pending}, {@code approved}, {@code denied}, {@code withdrawn} or {@code lapsed}
 * @param word what who answered has to say
 * @param grant id of what came of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("scope") String scope,
        @JsonProperty("organization") @Nullable String organization,
        @JsonProperty("user") @Nullable String user,
        @JsonProperty("grantee") @Nullable Map<String, String> grantee,
        @JsonProperty("duration") String duration,
        @JsonProperty("mode") String mode,
        @JsonProperty("maxLifespan") @Nullable Long maxLifespan,
        @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
        @JsonProperty("subjectRoles") @Nullable List<String> subjectRoles,
        @JsonProperty("allow") List<String> allow,
        @JsonProperty("reason") String reason,
        @JsonProperty("ticket") @Nullable String ticket,
        @JsonProperty("requestedBy") DeciderRepresentation requestedBy,
        @JsonProperty("requestedAt") long requestedAt,
        @JsonProperty("lapsesAt") long lapsesAt,
        @JsonProperty("state") String state,
        @JsonProperty("answeredBy") @Nullable DeciderRepresentation answeredBy,
        @JsonProperty("answeredAt") @Nullable Long answeredAt,
        @JsonProperty("word") @Nullable String word,
        @JsonProperty("grant") @Nullable String grant) {

    static RequestRepresentation of(AccessRequest request, Instant now) {
        return of(request, ShownAnswer.all(request, now));
    }

    static RequestRepresentation of(AccessRequest request, ShownAnswer answer) {
        Scope scope = request.scope();
        GrantTerms terms = request.terms();
        return new RequestRepresentation(
                request.id(),
                scope.kind().wireName(),
                scope.kind() == ScopeKind.ORGANIZATION ? scope.targetId() : null,
                scope.kind() == ScopeKind.USER ? scope.targetId() : null,
                GrantRepresentation.grantee(terms.grantee()),
                request.duration().text(),
                terms.mode().wireName(),
                GrantRepresentation.seconds(terms.maxLifespan()),
                terms.maxConcurrent(),
                terms.subjectRoles().isEmpty()
                        ? null
                        : terms.subjectRoles().stream().sorted().toList(),
                terms.allow().stream().sorted().map(AllowedAct::wireName).toList(),
                request.reason().text(),
                request.ticket(),
                DeciderRepresentation.of(request.requestedBy()),
                request.requestedAt().toEpochMilli(),
                request.lapsesAt().toEpochMilli(),
                answer.state().wireName(),
                answer.by() == null ? null : DeciderRepresentation.of(answer.by()),
                answer.at() == null ? null : answer.at().toEpochMilli(),
                answer.word(),
                answer.grantId());
    }
}
