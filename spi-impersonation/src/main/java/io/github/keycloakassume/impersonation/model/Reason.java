package io.github.keycloakassume.impersonation.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody impersonates, in his own words: one to 2,000 characters, not blank, without control characters other
 * than line breaks and tabs, and without half characters.
 */
public record Reason(String text) {

    /** The longest reason, in UTF-16 units, as the column holds it. */
    public static final int LONGEST = 2_000;

    public Reason {
        Objects.requireNonNull(text, "text");
        if (text.isBlank()) {
            throw new RefusedException(Refusal.REASON_REQUIRED);
        }
        if (text.length() > LONGEST || text.codePoints().anyMatch(Reason::isForbidden)) {
            throw new RefusedException(Refusal.REASON_INVALID, LONGEST);
        }
    }

    /**
     * A reason as somebody wrote it, without the blanks around it.
     *
     * @throws RefusedException {@code reason-required} when absent or blank, {@code reason-invalid} when malformed
     */
    public static Reason parse(@Nullable String text) {
        return new Reason(text == null ? "" : text.strip());
    }

    /** Whether somebody wrote anything. */
    public static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isForbidden(int character) {
        return isControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }
}
