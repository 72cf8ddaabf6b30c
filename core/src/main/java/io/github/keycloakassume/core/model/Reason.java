package io.github.keycloakassume.core.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an impersonator acts, in their own words: one to 2,000 characters, not blank, without control characters other
 * than line breaks and tabs, and without half characters. One that is written now has a character that can be seen.
 */
public record Reason(String text) {

    /** The longest reason, in UTF-16 units, as the column holds it. */
    public static final int LONGEST = 2_000;

    /** What Unicode counts among letters and symbols although nothing is shown: fillers, the blank of Braille and of music. */
    private static final String UNSEEN = "\u115F\u1160\u2800\u3164\uFFA0\uD834\uDD59";

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
     * A reason as it was written, without the blanks around it. The constructor does not ask whether any of it can be seen:
     * a record of an earlier release must stay readable.
     *
     * @throws RefusedException {@code reason-required} when absent, or when none of its characters can be seen;
     *     {@code reason-invalid} when malformed
     */
    public static Reason parse(@Nullable String text) {
        Reason reason = new Reason(text == null ? "" : text.strip());
        if (reason.text.codePoints().noneMatch(Reason::isSeen)) {
            throw new RefusedException(Refusal.REASON_REQUIRED);
        }
        return reason;
    }

    /** Whether anything was written that is to be a reason. */
    public static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isSeen(int character) {
        return UNSEEN.indexOf(character) < 0
                && switch (Character.getType(character)) {
                    case Character.UPPERCASE_LETTER,
                            Character.LOWERCASE_LETTER,
                            Character.TITLECASE_LETTER,
                            Character.MODIFIER_LETTER,
                            Character.OTHER_LETTER,
                            Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER,
                            Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION,
                            Character.MATH_SYMBOL,
                            Character.CURRENCY_SYMBOL,
                            Character.MODIFIER_SYMBOL,
                            Character.OTHER_SYMBOL -> true;
                    default -> false;
                };
    }

    private static boolean isForbidden(int character) {
        return isControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }
}
