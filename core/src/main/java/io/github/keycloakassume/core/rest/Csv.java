package io.github.keycloakassume.core.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180), safe to open in a spreadsheet: what one would take for a formula begins with an apostrophe
 * (OWASP, CSV Injection).
 */
public final class Csv {

    /** Media type with which lists are exported. */
    public static final String MEDIA_TYPE = "text/csv";

    /** Rows of an export that says no {@code max}, and the most that it may say. */
    public static final int MOST_ROWS = 10_000;

    private static final MediaType TYPE = new MediaType("text", "csv");

    /**
     * Where a formula could begin: at the beginning, and behind whatever a spreadsheet may take for the end of a cell where
     * its language has other separators. Some take the wide signs of Chinese and Japanese keyboards for the usual ones.
     */
    private static final Pattern FORMULA = Pattern.compile("(^|[;\t\r\n])(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n])");

    private static final String END_OF_LINE = "\r\n";

    private Csv() {}

    /** Whether the caller would rather have this than JSON, which he gets where he does not say. */
    public static boolean isWanted(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || type.isCompatible(TYPE))
                .findFirst()
                .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .isPresent();
    }

    public static String of(List<String> header, Stream<List<@Nullable Object>> rows) {
        return Stream.concat(Stream.of(header), rows)
                .map(cells -> cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining(END_OF_LINE, "", END_OF_LINE));
    }

    /** A row; unlike {@link List#of} it takes empty cells. */
    public static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number || value instanceof Instant) {
            return value.toString();
        }
        String text = value.toString();
        String harmless = FORMULA.matcher(text).replaceAll("$1'");
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
