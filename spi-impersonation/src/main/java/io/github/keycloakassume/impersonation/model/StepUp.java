package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good the login of an impersonator must be (RFC 9470: {@code max_age}, {@code acr_values}).
 *
 * @param maxAge the oldest login, and the oldest authentication at the required level, that will do: one second to a year, null
 *     for any
 * @param acr the authentication context class that it must reach, up to 255 characters, null for any
 */
public record StepUp(@Nullable Duration maxAge, @Nullable String acr) {

    /** Any login will do. */
    public static final StepUp NONE = new StepUp(null, null);

    /** Keycloak's lowest level ({@code Constants.MINIMUM_LOA}): what every session has, however it came about. */
    private static final int ANY_SESSION = 0;

    private static final Duration OLDEST = Duration.ofDays(365);
    private static final int LONGEST_ACR = 255;

    public StepUp {
        if (maxAge != null && (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(OLDEST) > 0)) {
            throw new RefusedException(Refusal.SETTING_INVALID, "stepUpMaxAge");
        }
        if (acr != null && (acr.isBlank() || acr.length() > LONGEST_ACR)) {
            throw new RefusedException(Refusal.SETTING_INVALID, "stepUpAcr");
        }
    }

    /** A login, as far as step-up looks at it. */
    public interface Login {

        /** When the person last authenticated, null when that is unknown: then it was too long ago. */
        @Nullable
        Instant authenticatedAt();

        /** The level that an authentication context class stands for, null for one that the realm does not know. */
        @Nullable
        Integer levelOf(String authenticationContextClass);

        /** The levels that it has reached, in any order. */
        List<ReachedLevel> levels();
    }

    /**
     * Whether that login is good enough now: it is recent, and it has reached the required level, recently too, for a later
     * login at a lower level makes an old one of a higher level no younger.
     */
    public boolean isMetBy(Login login, Instant now) {
        if (maxAge != null && !isRecent(login.authenticatedAt(), maxAge, now)) {
            return false;
        }
        if (acr == null) {
            return true;
        }
        Integer required = login.levelOf(acr);
        return required != null && (required <= ANY_SESSION || reaches(required, login.levels(), now));
    }

    /** As Keycloak counts: a level is nothing once one below it must be authenticated again. */
    private boolean reaches(int required, List<ReachedLevel> levels, Instant now) {
        return levels.stream()
                .sorted(Comparator.comparingInt(ReachedLevel::level))
                .takeWhile(reached -> reached.isValid(now))
                .anyMatch(reached -> reached.level() >= required && reached.isNoOlderThan(maxAge, now));
    }

    /** Keycloak notes times to the second, so ages are compared in whole seconds. */
    static boolean isRecent(@Nullable Instant at, @Nullable Duration maxAge, Instant now) {
        return maxAge == null || (at != null && !at.plus(maxAge).isBefore(now.truncatedTo(ChronoUnit.SECONDS)));
    }
}
