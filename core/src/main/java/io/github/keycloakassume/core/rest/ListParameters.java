package io.github.keycloakassume.core.rest;

import io.github.keycloakassume.core.model.PageWindow;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a list, read strictly: what is unknown or malformed is an error, not ignored, because a filter that is
 * misspelt would give everything. An empty parameter is none.
 */
public final class ListParameters {

    /** Rows of a list that says no {@code max}. */
    public static final int USUAL = 100;

    /** The longest list in JSON. */
    public static final int MOST = 1_000;

    private static final int LONGEST_TEXT = 255;

    /** Milliseconds until some time in the year 5138: fifteen digits are no time of an event. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,14}");

    private final MultivaluedMap<String, String> query;
    private final Set<String> known;

    /**
     * A query that has not been read.
     *
     * @param known the names of all parameters that it may have; any other is an error as soon as one of these is read
     */
    public ListParameters(MultivaluedMap<String, String> query, Set<String> known) {
        this.query = query;
        this.known = known;
    }

    /**
     * A text, null when absent.
     *
     * @throws InvalidBodyException {@code invalid-parameter} when longer than 255 characters or with control characters, or when
     *     there is a parameter that is not known
     */
    @Nullable
    public String text(String name) throws InvalidBodyException {
        for (String given : query.keySet()) {
            if (!known.contains(given)) {
                throw invalid(given);
            }
        }
        String value = query.getFirst(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST_TEXT || value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name);
        }
        return value.strip();
    }

    /**
     * One of some values, null when absent.
     *
     * @param parse throws {@link IllegalArgumentException} for any other
     */
    public <T> @Nullable T oneOf(String name, Function<String, T> parse) throws InvalidBodyException {
        String value = text(name);
        try {
            return value == null ? null : parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw invalid(name);
        }
    }

    /** A moment in epoch milliseconds, null when absent. */
    @Nullable
    public Instant instant(String name) throws InvalidBodyException {
        String value = text(name);
        return value == null ? null : Instant.ofEpochMilli(number(name, value));
    }

    /**
     * The part of the list that is asked for by {@code first} and {@code max}.
     *
     * @param usual how many when {@code max} is absent
     * @param most the largest {@code max}
     */
    public PageWindow window(int usual, int most) throws InvalidBodyException {
        return new PageWindow(between("first", 0, 0, Integer.MAX_VALUE), between("max", usual, 1, most));
    }

    private int between(String name, int absent, int least, int most) throws InvalidBodyException {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        long number = number(name, value);
        if (number < least || number > most) {
            throw invalid(name);
        }
        return (int) number;
    }

    private static long number(String name, String value) throws InvalidBodyException {
        if (!NUMBER.matcher(value).matches()) {
            throw invalid(name);
        }
        return Long.parseLong(value);
    }

    private static InvalidBodyException invalid(String name) {
        return new InvalidBodyException(400, "invalid-parameter", name);
    }
}
