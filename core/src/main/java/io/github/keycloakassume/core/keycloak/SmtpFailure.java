package io.github.keycloakassume.core.keycloak;

import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.internet.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Whether a mail that could not be sent may have left all the same. A mail server is free to deliver what it has been
 * given as soon as it has seen the line with the dot (RFC 5321 section 4.2.5 and 6.1), so whoever does not hear its reply to that
 * one cannot know. Keycloak throws the same exception for everything ({@code DefaultEmailSenderProvider}), and
 * {@link SMTPTransport} the same for silence before and after the dot: only the stack tells the two apart.
 */
final class SmtpFailure {

    private static final String END_OF_DATA = ".";

    /** What writes the end of the mail, and hears what the server says to it. */
    private static final Set<String> ENDING = Set.of("finishData", "finishBdat");

    /** Replies that refuse begin here (RFC 5321 section 4.2.1). */
    private static final int REFUSED = 400;

    private SmtpFailure() {}

    static boolean mayHaveLeft(Throwable failure) {
        // A MessagingException's cause is its next exception.
        List<Throwable> chain =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        if (chain.stream().anyMatch(SmtpFailure::isAnswer)) {
            return chain.stream().anyMatch(SmtpFailure::isSilenceAfterAll);
        }
        if (chain.stream().anyMatch(SmtpFailure::isOfEnding)) {
            return true;
        }
        return chain.stream().anyMatch(MessagingException.class::isInstance)
                && chain.stream().noneMatch(SmtpFailure::isBeforeEnding);
    }

    /** The server's answer to one command, or that it hung up instead. */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof SMTPSendFailedException
                || failure instanceof SMTPAddressFailedException
                || failure instanceof SMTPSenderFailedException;
    }

    private static boolean isSilenceAfterAll(Throwable failure) {
        return failure instanceof SMTPSendFailedException send
                && END_OF_DATA.equals(send.getCommand())
                && send.getReturnCode() < REFUSED;
    }

    private static boolean isOfEnding(Throwable failure) {
        return ENDING.stream().anyMatch(method -> isOf(failure, SMTPTransport.class, method));
    }

    /**
     * No address; host unknown, port closed, no greeting, no TLS, wrong password; or silence in the conversation up to the
     * dot. The goodbye after that is neither, and by then the mail has left.
     */
    private static boolean isBeforeEnding(Throwable failure) {
        return failure instanceof ParseException
                || isOf(failure, Service.class, "connect")
                || isOf(failure, SMTPTransport.class, "sendMessage");
    }

    private static boolean isOf(Throwable failure, Class<?> type, String method) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(type.getName())
                        && frame.getMethodName().equals(method));
    }
}
