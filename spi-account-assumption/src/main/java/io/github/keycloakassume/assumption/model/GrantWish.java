package io.github.keycloakassume.assumption.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants granted, as he wrote it; nothing of it is trusted yet.
 *
 * @param scope wire name of the kind of scope
 * @param organization id of the organization, for that scope
 * @param user id, username or e-mail of the user, for that scope
 * @param effect {@code allow} or {@code deny}
 * @param grantee one of the kinds of grantees and its id or name; empty for every vendor
 * @param duration as {@link GrantDuration} reads it
 * @param mode wire name of the mode
 * @param maxLifespan seconds
 * @param subjectRoles ids or names of roles
 * @param allow wire names of acts
 */
public record GrantWish(
        @Nullable String scope,
        @Nullable String organization,
        @Nullable String user,
        @Nullable String effect,
        Map<String, String> grantee,
        @Nullable String duration,
        @Nullable String mode,
        @Nullable Long maxLifespan,
        @Nullable Integer maxConcurrent,
        @Nullable List<String> subjectRoles,
        @Nullable List<String> allow,
        @Nullable String reason) {

    public GrantWish {
        grantee = Map.copyOf(grantee);
    }

    /** The same for that scope, if it names none itself. */
    public GrantWish orFor(Scope usual) {
        if (scope != null || organization != null || user != null) {
            return this;
        }
        return new GrantWish(
                usual.kind().wireName(),
                usual.kind() == ScopeKind.ORGANIZATION ? usual.targetId() : null,
                usual.kind() == ScopeKind.USER ? usual.targetId() : null,
                effect,
                grantee,
                duration,
                mode,
                maxLifespan,
                maxConcurrent,
                subjectRoles,
                allow,
                reason);
    }

    /** Whether it says anything of the terms, not of the duration alone. */
    public boolean isAboutTerms() {
        return effect != null
                || !grantee.isEmpty()
                || mode != null
                || maxLifespan != null
                || maxConcurrent != null
                || subjectRoles != null
                || allow != null;
    }
}
