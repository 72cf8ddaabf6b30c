package io.github.keycloakassume.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.MailMessage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What stands in a mail")
final class MailParametersTest {

    @Test
    void comes_out_of_its_column_as_it_went_in() {
        Map<String, String> texts = Map.of("reason", "\"Über\"\n<b>42</b> \uD83D\uDCB6 \\ ${x}", "ticket", "");
        Map<String, Instant> times = Map.of("until", Instant.parse("2026-11-22T10:00:00.123Z"));

        MailParameters read =
                MailParameters.read(MailParameters.of(new MailMessage("realm", "user", "assume-mail", texts, times))
                        .write());

        assertThat(read.texts()).isEqualTo(texts);
        assertThat(read.instants()).isEqualTo(times);
    }

    @Test
    void is_gone_when_the_mail_is_over() {
        assertThat(MailParameters.read(null).texts()).isEmpty();
        assertThat(MailParameters.read(null).instants()).isEmpty();
    }
}
