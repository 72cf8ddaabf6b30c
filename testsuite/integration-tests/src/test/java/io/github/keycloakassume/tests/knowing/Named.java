package io.github.keycloakassume.tests.knowing;

/**
 * A name that a request gives to a user.
 *
 * @param text the name itself
 */
public record Named(Kind kind, By by, String text) {

    /** What there is behind the name. */
    public enum Kind {
        EXISTING,
        UNKNOWN,
        AMBIGUOUS,
        OTHER_REALM,
        PROTECTED,
        DISABLED
    }

    /** What of a user the name is. */
    public enum By {
        ID,
        USERNAME,
        EMAIL
    }

    @Override
    public String toString() {
        return kind + " by " + by;
    }
}
