package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.email.EmailException;

/** With the real {@code SMTPTransport}: what it throws, and from where, is nowhere promised. */
@DisplayName("A mail")
final class SmtpConversationTest {

    @Test
    void that_is_taken_fails_nowhere() {
        assertThatCode(() -> send(new ScriptedMailServer("nothing", "500"))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{1} to {0}")
    @CsvSource({
        "MAIL, 451 try again",
        "MAIL, 550 not from you",
        "MAIL, 421 closing",
        "RCPT, 450 greylisted",
        "RCPT, 451 try again",
        "RCPT, 452 mailbox full",
        "RCPT, 422 mailbox full",
        "RCPT, 550 no such user",
        "RCPT, 554 blocked",
        "RCPT, 421 closing",
        "DATA, 451 try again",
        "DATA, 554 no",
        "., 451 try again",
        "., 452 disk full",
        "., 554 spam",
    })
    void that_is_refused_has_not_left(String command, String answer) {
        assertThat(mayHaveLeft(command, answer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL", "RCPT", "DATA"})
    void has_not_left_while_the_server_has_not_all_of_it(String command) {
        assertThat(mayHaveLeft(command, ScriptedMailServer.SILENCE)).isFalse();
        assertThat(mayHaveLeft(command, ScriptedMailServer.HANG_UP)).isFalse();
    }

    @Test
    void may_have_left_when_the_server_says_nothing_after_all_of_it() {
        assertThat(mayHaveLeft(".", ScriptedMailServer.SILENCE)).isTrue();
        assertThat(mayHaveLeft(".", ScriptedMailServer.HANG_UP)).isTrue();
    }

    @Test
    void has_left_when_only_the_goodbye_is_not_answered() {
        assertThat(mayHaveLeft("QUIT", ScriptedMailServer.SILENCE)).isTrue();
    }

    private static boolean mayHaveLeft(String command, String answer) {
        MessagingException failure =
                catchThrowableOfType(MessagingException.class, () -> send(new ScriptedMailServer(command, answer)));
        assertThat(failure).as("%s to %s", answer, command).isNotNull();
        return SmtpFailure.mayHaveLeft(new EmailException("not sent", failure));
    }

    /** As {@code DefaultEmailSenderProvider} does. */
    private static void send(ScriptedMailServer server) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "localhost");
        properties.setProperty("mail.smtp.localhost", "localhost");
        properties.setProperty("mail.from", "realm@keycloak.example");
        properties.put("mail.smtp.socketFactory", server);
        Session session = Session.getInstance(properties);
        String text = "Subject: Somebody is you\r\n\r\nSince now.\r\n.\r\n";
        var message = new MimeMessage(session, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, new Address[] {new InternetAddress("alice@keycloak.example")});
        }
    }
}
