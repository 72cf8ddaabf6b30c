package io.github.keycloakassume.core.schedule;

import io.github.keycloakassume.core.model.OneLine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A line of the server's log at WARN or ERROR, for those who run the server: what happened, to what, and what happens next.
 * {@code docs/operations.md} lists all of them, with what there is to do; a test compares.
 */
public interface LogLine {

    Pattern PLACE = Pattern.compile("\\{[^}]+}");

    Logger.Level level();

    /** What to search for, in the log and in the docs; it never changes. */
    String code();

    /** What it says, with the names of what is filled in, in braces. */
    String text();

    /**
     * Logs it.
     *
     * @param cause what the log shows with its stack, null for no stack
     * @param values what is filled in, in the order of the text
     */
    default void log(Logger log, @Nullable Throwable cause, Object... values) {
        log.log(level(), code() + " " + with(values), cause);
    }

    /** What it says of these values, on one line: no name writes lines of its own into the log. */
    default String with(Object... values) {
        Matcher places = PLACE.matcher(text());
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < values.length && places.find(); i++) {
            places.appendReplacement(filled, Matcher.quoteReplacement(shown(values[i])));
        }
        return places.appendTail(filled).toString();
    }

    /** What a failure says in the end: what is around that, Hibernate's statements for example, is in the stack. */
    static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.toString();
    }

    private static String shown(Object value) {
        return OneLine.of(value instanceof Throwable failure ? reason(failure) : String.valueOf(value));
    }
}
