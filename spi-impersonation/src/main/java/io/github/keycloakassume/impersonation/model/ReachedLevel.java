package io.github.keycloakassume.impersonation.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A level of authentication that a login has reached, by the number that Keycloak's step-up authentication knows it by.
 *
 * @param at when the person authenticated at this level, to the second, which may be earlier than their last login
 * @param flowMaxAge how long the login flow lets it count, zero for that very second, null where the flow has no levels
 */
public record ReachedLevel(int level, Instant at, @Nullable Duration flowMaxAge) {

    /** Whether Keycloak itself would still count it ({@code AcrStore.getHighestAuthenticatedLevelFromPreviousAuthentication}). */
    boolean isValid(Instant now) {
        return flowMaxAge == null || isNoOlderThan(flowMaxAge, now);
    }

    boolean isNoOlderThan(@Nullable Duration maxAge, Instant now) {
        return StepUp.isRecent(at, maxAge, now);
    }
}
