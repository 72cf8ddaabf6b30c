package io.github.keycloakassume.impersonation.keycloak;

import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Whether a mail that could not be sent may have left all the same. A mail server is free to deliver what it has been
 * given as soon as it has seen the line with the dot (RFC 5321 section 4.2.5 and 6.1), so whoever does not hear its reply to that
 * one cannot know. Keycloak throws the same exception for everything ({@code DefaultEmailSenderProvider}).
 */
final class SmtpFailure {

    private static final String END_OF_DATA = ".";

    /** Replies that refuse begin here (RFC 5321 section 4.2.1). */
    private static final int REFUSED = 400;

    private SmtpFailure() {}

    static boolean mayHaveLeft(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(MessagingException.class::isInstance)
                .findFirst()
                .filter(cause -> !isOfConnecting(cause) && !isRefusal(cause))
                .isPresent();
    }

    /** Host unknown, port closed, no greeting, no TLS, wrong password: no mail has been handed over by then. */
    private static boolean isOfConnecting(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Service.class.getName())
                        && frame.getMethodName().equals("connect"));
    }

    private static boolean isRefusal(Throwable failure) {
        if (failure instanceof SMTPSendFailedException send) {
            return send.getReturnCode() >= REFUSED || !END_OF_DATA.equals(send.getCommand());
        }
        return failure instanceof SMTPAddressFailedException || failure instanceof SMTPSenderFailedException;
    }
}
