package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body that asks for a grant, changes one, requests one or answers a request. Each takes only what is its own: what it
 * does not know is refused as an unknown field is.
 *
 * @param duration {@code indefinite} or ISO-8601
 * @param maxLifespan seconds
 * @param version what a change is based on
 * @param ticket of a request
 * @param word of an answer
 */
record WishBody(
        @JsonProperty("scope") @Nullable String scope,
        @JsonProperty("organization") @Nullable String organization,
        @JsonProperty("user") @Nullable String user,
        @JsonProperty("effect") @Nullable String effect,
        @JsonProperty("grantee") @Nullable Map<String, @Nullable String> grantee,
        @JsonProperty("duration") @Nullable String duration,
        @JsonProperty("mode") @Nullable String mode,
        @JsonProperty("maxLifespan") @Nullable Long maxLifespan,
        @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
        @JsonProperty("subjectRoles") @Nullable List<String> subjectRoles,
        @JsonProperty("allow") @Nullable List<String> allow,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("ticket") @Nullable String ticket,
        @JsonProperty("word") @Nullable String word,
        @JsonProperty("version") @Nullable Integer version) {

    private static final int LONGEST_NAME = 255;
    private static final int MOST_NAMES = 100;

    /** A body that says nothing. */
    static WishBody empty() {
        return new WishBody(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** What a grant is given by. */
    GrantWish toGrant() throws InvalidBodyException {
        requireNone(Map.of("ticket", given(ticket), "word", given(word), "version", given(version)));
        return toWish();
    }

    /** What a grant is changed by. */
    GrantWish toChange() throws InvalidBodyException {
        requireNone(Map.of("ticket", given(ticket), "word", given(word)));
        return toLess();
    }

    /** What a request asks for. */
    GrantWish toRequest() throws InvalidBodyException {
        requireNone(Map.of("effect", given(effect), "word", given(word), "version", given(version)));
        return toWish();
    }

    /** What an approval makes less of what was asked for. */
    GrantWish toApproval() throws InvalidBodyException {
        requireNone(Map.of("grantee", given(grantee), "ticket", given(ticket), "version", given(version)));
        return toLess();
    }

    /** What a denial says. */
    @Nullable
    String toDenial() throws InvalidBodyException {
        requireNone(Map.of(
                "grantee", given(grantee),
                "duration", given(duration),
                "mode", given(mode),
                "maxLifespan", given(maxLifespan),
                "maxConcurrent", given(maxConcurrent),
                "subjectRoles", given(subjectRoles),
                "allow", given(allow),
                "ticket", given(ticket),
                "version", given(version)));
        toLess();
        return word;
    }

    private GrantWish toLess() throws InvalidBodyException {
        requireNone(Map.of(
                "scope", given(scope),
                "organization", given(organization),
                "user", given(user),
                "effect", given(effect),
                "reason", given(reason)));
        return toWish();
    }

    private static boolean given(@Nullable Object value) {
        return value != null;
    }

    private static void requireNone(Map<String, Boolean> given) throws InvalidBodyException {
        for (Map.Entry<String, Boolean> field : given.entrySet()) {
            if (field.getValue()) {
                throw new InvalidBodyException(400, "unknown-field", field.getKey());
            }
        }
    }

    private GrantWish toWish() throws InvalidBodyException {
        requireName(organization, "organization");
        requireName(user, "user");
        requireNames(subjectRoles, "subjectRoles");
        requireNames(allow, "allow");
        return new GrantWish(
                scope,
                organization,
                user,
                effect,
                granteeNames(),
                duration,
                mode,
                maxLifespan,
                maxConcurrent,
                subjectRoles,
                allow,
                reason);
    }

    private Map<String, String> granteeNames() throws InvalidBodyException {
        if (grantee == null) {
            return Map.of();
        }
        if (grantee.isEmpty()) {
            // Left out it means every vendor, or whoever it was before: whoever writes it means somebody.
            throw invalid("grantee");
        }
        for (String name : grantee.values()) {
            if (name == null) {
                throw invalid("grantee");
            }
            requireName(name, "grantee");
        }
        return Map.copyOf(grantee);
    }

    private static void requireNames(@Nullable List<String> names, String field) throws InvalidBodyException {
        if (names != null) {
            if (names.size() > MOST_NAMES || names.stream().anyMatch(name -> name == null)) {
                throw invalid(field);
            }
            for (String name : names) {
                requireName(name, field);
            }
        }
    }

    private static void requireName(@Nullable String name, String field) throws InvalidBodyException {
        if (name != null
                && (name.isBlank()
                        || name.length() > LONGEST_NAME
                        || name.chars().anyMatch(Character::isISOControl))) {
            throw invalid(field);
        }
    }

    private static InvalidBodyException invalid(String field) {
        return new InvalidBodyException(400, "invalid-field", field);
    }
}
