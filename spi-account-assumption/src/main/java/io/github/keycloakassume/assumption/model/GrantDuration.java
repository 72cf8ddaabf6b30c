package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.RefusedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For how long something is granted, as the calendar counts in UTC: a month from 31 January ends on the last day of
 * February. Equal ones last equally long from every moment: {@code P1D} is {@code PT24H}.
 *
 * @param span null when indefinite
 */
public record GrantDuration(@Nullable Span span) {

    /** Until further notice. */
    public static final GrantDuration INDEFINITE = new GrantDuration(null);

    private static final String INDEFINITE_TEXT = "indefinite";
    private static final int LONGEST_TEXT = 64;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final long DAY = 86_400;
    private static final int DAYS_OF_WEEK = 7;
    private static final int MOST_YEARS = 100;
    private static final long MOST_MONTHS = MOST_YEARS * 12L;
    private static final long MOST_DAYS = MOST_YEARS * 366L;

    /** Nine digits a number, so that nothing overflows on the way to being refused. */
    private static final String NUMBER = "([0-9]{1,9})";

    private static final Pattern ISO_8601 = Pattern.compile("P(?:" + NUMBER + "Y)?(?:" + NUMBER + "M)?(?:" + NUMBER
            + "W)?(?:" + NUMBER + "D)?(?:T(?=[0-9])(?:" + NUMBER + "H)?(?:" + NUMBER + "M)?(?:" + NUMBER + "S)?)?");

    /**
     * First so many months, then days, then what is less than a day.
     *
     * @param time shorter than 24 hours: in UTC every day has as many
     */
    public record Span(int months, int days, Duration time) {

        public Span {
            boolean negative = months < 0 || days < 0 || time.isNegative();
            boolean tooShort = months == 0 && days == 0 && time.compareTo(SHORTEST) < 0;
            if (negative || tooShort || months > MOST_MONTHS || days > MOST_DAYS || time.toDays() > 0) {
                throw invalid();
            }
        }

        private LocalDateTime from(LocalDateTime begin) {
            return begin.plusMonths(months).plusDays(days).plus(time);
        }

        private String text() {
            if (months == 0 && days % DAYS_OF_WEEK == 0 && time.isZero()) {
                return "P" + days / DAYS_OF_WEEK + "W";
            }
            String date = part(months / 12, 'Y') + part(months % 12, 'M') + part(days, 'D');
            return "P" + date + (time.isZero() ? "" : time.toString().substring(1));
        }

        private static String part(int number, char unit) {
            return number == 0 ? "" : Integer.toString(number) + unit;
        }
    }

    /**
     * A duration as somebody wrote it.
     *
     * @param text {@code indefinite} or ISO-8601 of whole numbers, like {@code P1W} or {@code P1Y2M3DT4H}
     * @throws RefusedException {@code duration-invalid} unless it is one of a minute to a hundred years
     */
    public static GrantDuration parse(@Nullable String text) {
        if (INDEFINITE_TEXT.equals(text)) {
            return INDEFINITE;
        }
        if (text == null || text.length() > LONGEST_TEXT) {
            throw invalid();
        }
        Matcher parts = ISO_8601.matcher(text);
        if (!parts.matches()) {
            throw invalid();
        }
        long months = 12 * number(parts, 1) + number(parts, 2);
        long seconds = 3600 * number(parts, 5) + 60 * number(parts, 6) + number(parts, 7);
        long days = DAYS_OF_WEEK * number(parts, 3) + number(parts, 4) + seconds / DAY;
        if (months > MOST_MONTHS || days > MOST_DAYS) {
            throw invalid();
        }
        return new GrantDuration(new Span((int) months, (int) days, Duration.ofSeconds(seconds % DAY)));
    }

    public boolean isIndefinite() {
        return span == null;
    }

    /** The canonical form: {@code indefinite}, or as short as ISO-8601 has it, whole weeks as weeks. */
    public String text() {
        return span == null ? INDEFINITE_TEXT : span.text();
    }

    /**
     * When it is over, if it begins now; null when indefinite.
     *
     * @throws RefusedException {@code duration-invalid} when that is later than in a hundred years
     */
    public @Nullable Instant endFrom(Instant now) {
        if (span == null) {
            return null;
        }
        try {
            LocalDateTime begin = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
            LocalDateTime end = span.from(begin);
            if (end.isAfter(begin.plusYears(MOST_YEARS))) {
                throw invalid();
            }
            return end.toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    /** Whether it is over no later than the other, if both begin now. */
    public boolean isWithin(GrantDuration longer, Instant now) {
        Instant end = endFrom(now);
        Instant latest = longer.endFrom(now);
        return latest == null || (end != null && !end.isAfter(latest));
    }

    private static long number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static RefusedException invalid() {
        return new RefusedException(GrantRefusal.DURATION_INVALID);
    }
}
