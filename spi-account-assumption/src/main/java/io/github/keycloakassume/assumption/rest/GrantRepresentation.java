package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.tenants.Suspensions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A grant or a denial. Times are epoch milliseconds, lifespans seconds.
 *
 * @param owner in whose name {@code decidedBy} decided
 * @param endsAt absent: until further notice
 * @param state {@code active}, {@code suspended} (it has not ended, and lets no vendor in at this moment), {@code expired}, {@code revoked} or {@code removed}
 * @param stillAllowedBy after a revocation: ids of other grants that let the vendor into the same accounts, or some of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GrantRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("scope") String scope,
        @JsonProperty("organization") @Nullable String organization,
        @JsonProperty("user") @Nullable String user,
        @JsonProperty("effect") String effect,
        @JsonProperty("grantee") @Nullable Map<String, String> grantee,
        @JsonProperty("mode") @Nullable String mode,
        @JsonProperty("maxLifespan") @Nullable Long maxLifespan,
        @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
        @JsonProperty("subjectRoles") @Nullable List<String> subjectRoles,
        @JsonProperty("allow") @Nullable List<String> allow,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("createdBy") @Nullable DeciderRepresentation createdBy,
        @JsonProperty("decidedBy") @Nullable DeciderRepresentation decidedBy,
        @JsonProperty("owner") @Nullable OwnerRepresentation owner,
        @JsonProperty("startsAt") @Nullable Long startsAt,
        @JsonProperty("endsAt") @Nullable Long endsAt,
        @JsonProperty("endedAt") @Nullable Long endedAt,
        @JsonProperty("state") @Nullable String state,
        @JsonProperty("request") @Nullable String request,
        @JsonProperty("version") @Nullable Integer version,
        @JsonProperty("stillAllowedBy") @Nullable List<String> stillAllowedBy) {

    static final String SUSPENDED = "suspended";

    static GrantRepresentation of(Grant grant, Instant now) {
        return of(grant, grant.state(now).wireName(), null);
    }

    /** The same, and whether it counts at this moment. */
    static GrantRepresentation of(Grant grant, Instant now, Suspensions suspensions) {
        boolean isSuspended = grant.isActive(now) && suspensions.isSuspended(grant);
        return of(grant, isSuspended ? SUSPENDED : grant.state(now).wireName(), null);
    }

    /** One that was revoked. */
    static GrantRepresentation of(Grant grant, Instant now, List<Grant> stillAllowing) {
        return of(
                grant,
                grant.state(now).wireName(),
                stillAllowing.stream().map(Grant::id).toList());
    }

    private static GrantRepresentation of(Grant grant, String state, @Nullable List<String> stillAllowedBy) {
        GrantTerms terms = grant.terms();
        Scope scope = grant.scope();
        boolean allows = terms.effect() == Effect.ALLOW;
        return new GrantRepresentation(
                grant.id(),
                scope.kind().wireName(),
                scope.kind() == ScopeKind.ORGANIZATION ? scope.targetId() : null,
                scope.kind() == ScopeKind.USER ? scope.targetId() : null,
                terms.effect().wireName(),
                grantee(terms.grantee()),
                allows ? terms.mode().wireName() : null,
                seconds(terms.maxLifespan()),
                terms.maxConcurrent(),
                terms.subjectRoles().isEmpty()
                        ? null
                        : terms.subjectRoles().stream().sorted().toList(),
                allows
                        ? terms.allow().stream()
                                .sorted()
                                .map(AllowedAct::wireName)
                                .toList()
                        : null,
                grant.reasonText(),
                DeciderRepresentation.of(grant.createdBy()),
                DeciderRepresentation.of(grant.decidedBy()),
                OwnerRepresentation.of(grant.owner()),
                grant.startsAt().toEpochMilli(),
                grant.endsAt() == null ? null : grant.endsAt().toEpochMilli(),
                grant.end() == null ? null : grant.end().at().toEpochMilli(),
                state,
                grant.decision().requestId(),
                grant.version(),
                stillAllowedBy);
    }

    static @Nullable Map<String, String> grantee(@Nullable Grantee grantee) {
        return grantee == null ? null : Map.of(grantee.kind().wireName(), grantee.id());
    }

    static @Nullable Long seconds(@Nullable Duration lifespan) {
        return lifespan == null ? null : lifespan.toSeconds();
    }
}
