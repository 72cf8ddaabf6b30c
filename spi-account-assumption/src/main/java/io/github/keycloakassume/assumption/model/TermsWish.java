package io.github.keycloakassume.assumption.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On what terms, as it was written; nothing of it is trusted yet.
 *
 * @param effect {@code allow} or {@code deny}
 * @param grantee one of the kinds of grantees and its id or name; empty for every vendor, or whom it named before
 * @param mode wire name of the mode
 * @param maxLifespan seconds
 * @param subjectRoles ids or names of roles
 * @param allow wire names of acts
 */
public record TermsWish(
        @Nullable String effect,
        Map<String, String> grantee,
        @Nullable String mode,
        @Nullable Long maxLifespan,
        @Nullable Integer maxConcurrent,
        @Nullable List<String> subjectRoles,
        @Nullable List<String> allow) {

    public TermsWish {
        grantee = Map.copyOf(grantee);
    }

    /** Whether it says anything. */
    public boolean isGiven() {
        return effect != null
                || !grantee.isEmpty()
                || mode != null
                || maxLifespan != null
                || maxConcurrent != null
                || subjectRoles != null
                || allow != null;
    }
}
