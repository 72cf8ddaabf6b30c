package io.github.keycloakassume.assumption.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.MailMessage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A letter")
final class LetterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void puts_names_on_one_line_and_leaves_what_people_wrote_as_it_is() {
        MailMessage mail = new Letter("assume-grant-started")
                .line("assumeDecider", "Ada\r\nEnds at: never")
                .text("assumeReason", "first\nsecond")
                .to("realm-id", "ada-id");

        assertThat(mail.texts())
                .isEqualTo(Map.of("assumeDecider", "Ada Ends at: never", "assumeReason", "first\nsecond"));
    }

    @Test
    void says_nothing_of_what_there_is_not() {
        MailMessage mail = new Letter("assume-grant-ending")
                .line("assumeGrantee", null)
                .text("assumeDenial", null)
                .time("assumeEndsAt", null)
                .to("realm-id", "ada-id");

        assertThat(mail.texts()).isEmpty();
        assertThat(mail.times()).isEmpty();
    }

    @Test
    void says_the_same_to_everybody_who_gets_it() {
        Letter letter = new Letter("assume-grant-ending").time("assumeEndsAt", NOW);

        MailMessage toAda = letter.to("realm-id", "ada-id");
        MailMessage toBob = letter.to("realm-id", "bob-id");

        assertThat(toAda.recipientId()).isEqualTo("ada-id");
        assertThat(toBob.recipientId()).isEqualTo("bob-id");
        assertThat(toBob.times()).isEqualTo(toAda.times()).isEqualTo(Map.of("assumeEndsAt", NOW));
    }
}
