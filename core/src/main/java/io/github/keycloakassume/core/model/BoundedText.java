package io.github.keycloakassume.core.model;

/**
 * A text that can be looked at a number of times: a regular expression that goes back and forth without end ("catastrophic
 * backtracking") comes to one.
 */
public final class BoundedText implements CharSequence {

    private static final int MOST_LOOKS = 100_000;

    private final CharSequence text;
    private int looks;

    public BoundedText(CharSequence text) {
        this.text = text;
    }

    /** It has been looked at too often. */
    public static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        looks++;
        if (looks > MOST_LOOKS) {
            throw new ExhaustedException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
