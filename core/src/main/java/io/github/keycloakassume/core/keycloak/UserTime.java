package io.github.keycloakassume.core.keycloak;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Date and time as a user reads them, with the zone they are meant in. */
final class UserTime {

    /** The attribute behind the claim of that name (OpenID Connect Core section 5.1), by Keycloak's client scope profile. */
    static final String ZONE_ATTRIBUTE = "zoneinfo";

    private UserTime() {}

    /** The zone of that name from the time zone database, UTC when there is none. */
    static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    static String format(Instant time, Locale locale, ZoneId zone) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(time.atZone(zone))
                + " "
                + name(zone, locale);
    }

    private static String name(ZoneId zone, Locale locale) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getDisplayName(TextStyle.SHORT, locale) + " (" + zone + ")";
    }
}
