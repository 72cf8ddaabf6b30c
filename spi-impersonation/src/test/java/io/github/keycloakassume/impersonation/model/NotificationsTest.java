package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.OneLine;
import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A subject is told")
final class NotificationsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Notifications notifications = new Notifications(Notify.START, Notify.BOTH);

    @Test
    void of_administrators_of_his_own_realm_as_the_realm_says_for_those() {
        assertThat(notifications.of(by("realm", null))).isEqualTo(Notify.START);
    }

    @Test
    void of_vendors_as_it_says_for_vendors() {
        assertThat(notifications.of(by("master", null))).isEqualTo(Notify.BOTH);
    }

    @Test
    void count_somebody_of_the_same_realm_who_acts_by_a_grant_as_the_vendor() {
        assertThat(notifications.of(by("realm", "grant-1"))).isEqualTo(notifications.vendor());
    }

    @ParameterizedTest
    @CsvSource({"Jo Doe (jo), Jo Doe (jo)", "'a\nb', a b", "'a\r\n\tb\u2028c\u0085d', a b c d", "' a ', a"})
    void names_on_one_line(String name, String shown) {
        assertThat(OneLine.of(name)).isEqualTo(shown);
    }

    private static Impersonation by(String realmId, @Nullable String grant) {
        return new Impersonation(
                "id",
                "realm",
                new Person(realmId, "agent", "agent"),
                new Person("realm", "alice", "alice"),
                Mode.FULL,
                grant,
                null,
                null,
                "https://app.example",
                NOW,
                NOW.plusSeconds(60),
                null,
                null);
    }
}
