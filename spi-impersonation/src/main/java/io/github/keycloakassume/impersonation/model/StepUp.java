package io.github.keycloakassume.impersonation.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How good the login of somebody must be who wants to impersonate (RFC 9470: {@code max_age}, {@code acr_values}).
 *
 * @param maxAge the oldest login that will do, one second to a year, null for any
 * @param acr the authentication context class that it must reach, up to 255 characters, null for any
 */
public record StepUp(@Nullable Duration maxAge, @Nullable String acr) {

    /** Any login will do. */
    public static final StepUp NONE = new StepUp(null, null);

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

        /** When the person authenticated, null when nobody knows: then it was too long ago. */
        @Nullable
        Instant authenticatedAt();

        /** Whether it reached that authentication context class. */
        boolean reaches(String authenticationContextClass);
    }

    /** Whether that login is good enough now. */
    public boolean isMetBy(Login login, Instant now) {
        return isRecent(login.authenticatedAt(), now) && (acr == null || login.reaches(acr));
    }

    private boolean isRecent(@Nullable Instant authenticatedAt, Instant now) {
        return maxAge == null
                || (authenticatedAt != null && !authenticatedAt.plus(maxAge).isBefore(now));
    }
}
