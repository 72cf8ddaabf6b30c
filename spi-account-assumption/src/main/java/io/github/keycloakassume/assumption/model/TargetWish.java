package io.github.keycloakassume.assumption.model;

import org.jspecify.annotations.Nullable;

/**
 * Whom a wish is about, as it was written; nothing of it is trusted yet.
 *
 * @param scope wire name of the kind of scope
 * @param organization id of the organization, for that scope
 * @param user id, username or e-mail of the user, for that scope
 */
public record TargetWish(
        @Nullable String scope,
        @Nullable String organization,
        @Nullable String user) {

    /** Exactly that scope. */
    public static TargetWish of(Scope scope) {
        return new TargetWish(
                scope.kind().wireName(),
                scope.kind() == ScopeKind.ORGANIZATION ? scope.targetId() : null,
                scope.kind() == ScopeKind.USER ? scope.targetId() : null);
    }

    /** The same, or that scope, if it names none itself. */
    public TargetWish or(Scope usual) {
        return scope == null && organization == null && user == null ? of(usual) : this;
    }
}
