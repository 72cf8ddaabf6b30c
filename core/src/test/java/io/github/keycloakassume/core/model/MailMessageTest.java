package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A message to a user")
final class MailMessageTest {

    @Test
    void has_a_subject_that_only_its_template_names() {
        assertThat(message("assume-impersonation-started", "reason").subjectKey())
                .isEqualTo("assume-impersonation-started.subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../login", "assume_mail", "Assume", "assume-mail.ftl", "-mail", "mail-"})
    void has_a_template_and_no_path_to_one(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> message(template, "reason"));
    }

    @Test
    void has_a_template_whose_name_fits_its_column() {
        assertThatIllegalArgumentException().isThrownBy(() -> message("a".repeat(65), "reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "reason}", "reason?no_esc"})
    void has_parameters_that_a_template_can_name(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> message("assume-mail", name));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new MailMessage("realm", "user", "assume-mail", Map.of(), Map.of(name, Instant.EPOCH)));
    }

    private static MailMessage message(String template, String parameter) {
        return new MailMessage("realm", "user", template, Map.of(parameter, "text"), Map.of());
    }
}
