package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.grants.ImportGrants;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A grant as an export has it. What is of the past (who decided, since when) is read over: whoever imports decides, now.
 * What a user or an organization has denied stays theirs.
 *
 * @param decidedBy matters of a denial only, and only where there is no owner
 * @param owner matters of a denial only
 * @param endsAt epoch milliseconds, absent when indefinite
 * @param endedAt there when it was over
 */
@JsonIgnoreProperties({"startsAt", "createdBy", "version", "request", "stillAllowedBy"})
record GrantCopy(
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("scope") @Nullable String scope,
        @JsonProperty("organization") @Nullable String organization,
        @JsonProperty("user") @Nullable String user,
        @JsonProperty("effect") @Nullable String effect,
        @JsonProperty("grantee") @Nullable Map<String, @Nullable String> grantee,
        @JsonProperty("mode") @Nullable String mode,
        @JsonProperty("maxLifespan") @Nullable Long maxLifespan,
        @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
        @JsonProperty("subjectRoles") @Nullable List<String> subjectRoles,
        @JsonProperty("allow") @Nullable List<String> allow,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("decidedBy") @Nullable Map<String, @Nullable Object> decidedBy,
        @JsonProperty("owner") @Nullable OwnerRepresentation owner,
        @JsonProperty("endsAt") @Nullable Long endsAt,
        @JsonProperty("endedAt") @Nullable Long endedAt,
        @JsonProperty("state") @Nullable String state) {

    /** As we write them: in one way only, whatever the database thinks of upper case. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** A hundred years and more from now: what a grant may last, and nothing overflows. */
    private static final long LATEST = 5_000_000_000_000L;

    /** What it says, if that can be meant. */
    ImportGrants.Copy toCopy() throws InvalidBodyException {
        if (id != null && !ID.matcher(id).matches()) {
            throw invalid("id");
        }
        if (endsAt != null && (endsAt < 0 || endsAt > LATEST)) {
            throw invalid("endsAt");
        }
        if (owner != null && !owner.canBeMeant(user != null)) {
            throw invalid("owner");
        }
        return new ImportGrants.Copy(
                id,
                wish(),
                isOwnDenial(),
                denyingOrganization(),
                endsAt == null ? null : Instant.ofEpochMilli(endsAt),
                isEnded());
    }

    private GrantWish wish() throws InvalidBodyException {
        return new GrantWish(
                BodyText.target(scope, organization, user),
                BodyText.terms(new TermsWish(
                        effect, BodyText.grantee(grantee), mode, maxLifespan, maxConcurrent, subjectRoles, allow)),
                null,
                reason);
    }

    /** A copy from before there were owners says so by who decided. */
    private boolean isOwnDenial() {
        return isDenial()
                && user != null
                && (owner == null
                        ? decidedBy != null && user.equals(decidedBy.get("id"))
                        : OwnerRepresentation.of(Owner.USER).equals(owner));
    }

    private @Nullable String denyingOrganization() {
        return isDenial() && owner != null ? owner.organization() : null;
    }

    private boolean isDenial() {
        return Effect.DENY.wireName().equals(effect);
    }

    private boolean isEnded() throws InvalidBodyException {
        Grant.State is = state == null || GrantRepresentation.SUSPENDED.equals(state)
                ? Grant.State.ACTIVE
                : Grant.State.ofWireName(state).orElseThrow(() -> invalid("state"));
        return endedAt != null || is != Grant.State.ACTIVE;
    }

    private static InvalidBodyException invalid(String field) {
        return new InvalidBodyException(400, "invalid-field", field);
    }
}
