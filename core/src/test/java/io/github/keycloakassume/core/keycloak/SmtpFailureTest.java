package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.email.EmailException;

@DisplayName("A mail that could not be sent")
final class SmtpFailureTest {

    @Test
    void has_not_left_when_it_could_not_be_written_at_all() {
        assertThat(SmtpFailure.mayHaveLeft(new EmailException("no template", new IOException())))
                .isFalse();
    }

    @Test
    void has_not_left_when_the_connection_did_not_come_about() {
        assertThat(SmtpFailure.mayHaveLeft(new EmailException("down", connecting(new MessagingException("EOF")))))
                .isFalse();
        assertThat(SmtpFailure.mayHaveLeft(
                        new EmailException("closed", connecting(new AuthenticationFailedException("535")))))
                .isFalse();
    }

    @Test
    void has_not_left_when_the_server_refused_it() {
        assertThat(mayHaveLeft(".", 452)).isFalse();
        assertThat(mayHaveLeft("MAIL FROM:<realm@example.org>", 550)).isFalse();
    }

    @Test
    void has_not_left_when_the_server_fell_silent_before_it_had_all_of_it() {
        assertThat(mayHaveLeft("DATA", -1)).isFalse();
    }

    @Test
    void may_have_left_when_the_server_fell_silent_after_it_had_all_of_it() {
        assertThat(mayHaveLeft(".", -1)).isTrue();
    }

    @Test
    void may_have_left_when_nobody_can_tell_where_the_connection_broke() {
        assertThat(SmtpFailure.mayHaveLeft(new EmailException("broken", new MessagingException("broken pipe"))))
                .isTrue();
    }

    @Test
    void has_not_left_when_its_address_is_none() {
        assertThat(SmtpFailure.mayHaveLeft(new EmailException("whom?", new AddressException("no address"))))
                .isFalse();
    }

    @Test
    void has_not_left_when_template_or_sender_are_broken() {
        assertThat(SmtpFailure.mayHaveLeft(new IllegalStateException("no such theme")))
                .isFalse();
    }

    private static boolean mayHaveLeft(String command, int reply) {
        return SmtpFailure.mayHaveLeft(new EmailException(
                "not sent", new SMTPSendFailedException(command, reply, "", null, null, null, null)));
    }

    /** That exception as jakarta.mail lets it out of the connecting. */
    private static MessagingException connecting(MessagingException failure) {
        Service service = new Service(Session.getInstance(new Properties()), new URLName("smtp://localhost")) {
            @Override
            protected boolean protocolConnect(String host, int port, String user, String password)
                    throws MessagingException {
                throw (MessagingException) failure.fillInStackTrace();
            }
        };
        try {
            service.connect("localhost", "user", "password");
            throw new AssertionError("connected");
        } catch (MessagingException expected) {
            return expected;
        }
    }
}
