package io.github.keycloakassume.assumption.model;

import org.jspecify.annotations.Nullable;

/**
 * What is wanted granted, as it was written; nothing of it is trusted yet.
 *
 * @param duration as {@link GrantDuration} reads it
 */
public record GrantWish(
        TargetWish target,
        TermsWish terms,
        @Nullable String duration,
        @Nullable String reason) {

    /** The same for that scope, if it names none itself. */
    public GrantWish orFor(Scope usual) {
        return new GrantWish(target.or(usual), terms, duration, reason);
    }
}
