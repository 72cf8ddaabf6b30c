package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Times in mails")
final class UserTimeTest {

    private static final Instant TIME = Instant.parse("2026-11-22T14:30:00Z");

    @Test
    void are_in_the_readers_language_and_zone_which_is_named() {
        assertThat(UserTime.format(TIME, Locale.GERMAN, ZoneId.of("Europe/Berlin")))
                .contains("22. November 2026")
                .contains("15:30")
                .endsWith("(Europe/Berlin)");
    }

    @Test
    void are_in_utc_where_his_zone_is_unknown() {
        assertThat(UserTime.zone(null)).isEqualTo(ZoneOffset.UTC);
        assertThat(UserTime.zone("Middle/Earth")).isEqualTo(ZoneOffset.UTC);
        assertThat(UserTime.zone("<b>")).isEqualTo(ZoneOffset.UTC);
        assertThat(UserTime.format(TIME, Locale.ENGLISH, ZoneOffset.UTC))
                .contains("November 22, 2026")
                .contains("2:30")
                .endsWith("UTC");
    }
}
