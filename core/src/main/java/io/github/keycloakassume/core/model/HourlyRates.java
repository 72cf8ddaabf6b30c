package io.github.keycloakassume.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often one person may do what is rated, in an hour.
 *
 * @param most of every act, 1 to 100,000
 * @param mostPending impersonations that they may have asked for and neither started nor ended, 1 to 100,000
 */
public record HourlyRates(Map<RatedAct, Integer> most, int mostPending) {

    /** The option for what may be pending. */
    public static final String PENDING_OPTION = "pendingStarts";

    /** How many may be pending, where the server's options say nothing. */
    public static final int USUALLY_PENDING = 50;

    /** The time that is looked back on. */
    public static final Duration SPAN = Duration.ofHours(1);

    private static final int LARGEST = 100_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    private static final String OPTIONS = "--spi-assume-rates--trail--";

    public HourlyRates {
        most = Map.copyOf(most);
        for (RatedAct act : RatedAct.values()) {
            @Nullable Integer number = most.get(act);
            require(number != null && number >= 1 && number <= LARGEST, act.option(), String.valueOf(number));
        }
        require(mostPending >= 1 && mostPending <= LARGEST, PENDING_OPTION, String.valueOf(mostPending));
    }

    /**
     * The rates that a server is set up with.
     *
     * @param options gives the value of an option, null where it is not set
     * @throws IllegalArgumentException for a value that is no whole number from 1 to 100,000
     */
    public static HourlyRates of(Function<String, @Nullable String> options) {
        Map<RatedAct, Integer> most = new EnumMap<>(RatedAct.class);
        for (RatedAct act : RatedAct.values()) {
            most.put(act, number(act.option(), options.apply(act.option()), act.usualPerHour()));
        }
        return new HourlyRates(most, number(PENDING_OPTION, options.apply(PENDING_OPTION), USUALLY_PENDING));
    }

    public int of(RatedAct act) {
        return most.getOrDefault(act, act.usualPerHour());
    }

    /** The time from which on an act counts. */
    public static Instant since(Instant now) {
        return now.minus(SPAN);
    }

    /**
     * How many seconds remain until the act of that time counts no more: never none, and never more than all of the span,
     * whatever the clocks of other nodes say.
     */
    public static long secondsUntilForgotten(Instant act, Instant now) {
        long left = Duration.between(now, act.plus(SPAN)).plusMillis(999).toSeconds();
        return Math.max(1, Math.min(left, SPAN.toSeconds()));
    }

    private static int number(String option, @Nullable String written, int usual) {
        if (written == null) {
            return usual;
        }
        require(NUMBER.matcher(written).matches(), option, written);
        return Integer.parseInt(written);
    }

    private static void require(boolean met, String option, String given) {
        if (!met) {
            throw new IllegalArgumentException(
                    "Option " + asWritten(option) + " must be a whole number from 1 to " + LARGEST + ", not " + given);
        }
    }

    /** As an operator writes it: {@code startsPerHour} is {@code --spi-assume-rates--trail--starts-per-hour}. */
    private static String asWritten(String option) {
        return OPTIONS + CAPITAL.matcher(option).replaceAll("-$0").toLowerCase(Locale.ROOT);
    }
}
