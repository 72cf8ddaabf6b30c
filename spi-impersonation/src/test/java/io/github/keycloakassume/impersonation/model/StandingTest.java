package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A session whose notes point to an impersonation")
final class StandingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<String> IDS =
            List.of("realm", "alice-id", "session", "own-session", "agent-id", "other", "");

    @ParameterizedTest(name = "in {0}, of {1}, with id {2}: {3}")
    @CsvSource({
        "realm, alice-id, session, ITS_OWN",
        "realm, alice-id, another, COPY",
        "realm, alice-id, own-session, COPY",
        "realm, bob-id, session, UNRELATED",
        "realm, agent-id, own-session, UNRELATED",
        "other, alice-id, session, UNRELATED",
        "other, bob-id, another, UNRELATED",
    })
    void is_what_the_record_says(String realm, String user, String session, Standing standing) {
        assertThat(Standing.of(started(), realm, session, user, NOW)).isEqualTo(standing);
    }

    @ParameterizedTest
    @EnumSource(EndCause.class)
    void is_the_same_after_every_kind_of_end(EndCause cause) {
        Impersonation ended = started().ended(NOW.plusSeconds(1), cause);

        assertThat(Standing.of(ended, "realm", "session", "alice-id", NOW)).isEqualTo(Standing.ITS_OWN);
        assertThat(Standing.of(ended, "realm", "another", "alice-id", NOW)).isEqualTo(Standing.COPY);
    }

    @ParameterizedTest(name = "begun {0} s after the start: {1}")
    @CsvSource({"-3600, ITS_OWN", "-1, ITS_OWN", "0, ITS_OWN", "1, COPY", "3600, COPY"})
    void is_a_copy_when_it_was_made_later_under_the_same_id(long seconds, Standing standing) {
        assertThat(Standing.of(started(), "realm", "session", "alice-id", NOW.plusSeconds(seconds)))
                .isEqualTo(standing);
    }

    @Test
    void has_nothing_of_ours_without_a_record_or_with_one_that_has_not_started() {
        Stream.of((Impersonation) null, pending())
                .forEach(record -> everySession(
                        (realm, user, session) -> assertThat(Standing.of(record, realm, session, user, NOW))
                                .isEqualTo(Standing.UNRELATED)));
    }

    @Test
    void is_its_own_in_one_case_only_whatever_the_session_says_of_itself() {
        everySession((realm, user, session) -> {
            boolean itsOwn = realm.equals("realm") && user.equals("alice-id") && session.equals("session");
            assertThat(Standing.of(started(), realm, session, user, NOW) == Standing.ITS_OWN)
                    .isEqualTo(itsOwn);
        });
    }

    private interface Session {
        void check(String realm, String user, String session);
    }

    private static void everySession(Session each) {
        for (String realm : IDS) {
            for (String user : IDS) {
                for (String session : IDS) {
                    each.check(realm, user, session);
                }
            }
        }
    }

    private static Impersonation started() {
        return pending().started(new Impersonation.Start(NOW, "session", "own-session", "hash", null));
    }

    private static Impersonation pending() {
        return new Impersonation(
                "id",
                "realm",
                new Person("realm", "agent-id", "agent"),
                new Person("realm", "alice-id", "alice"),
                Mode.FULL,
                null,
                null,
                null,
                "https://app.example/",
                NOW,
                NOW.plusSeconds(1800),
                null,
                null);
    }
}
