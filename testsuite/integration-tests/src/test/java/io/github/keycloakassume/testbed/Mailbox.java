package io.github.keycloakassume.testbed;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A mail server that takes everything and delivers nothing, started once a run. */
public final class Mailbox implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);

    private final GreenMail server;

    private Mailbox(GreenMail server) {
        this.server = server;
    }

    static Mailbox start() {
        // The system chooses.
        return startAt(0);
    }

    /**
     * One at a port that was another mail server's, or free; the caller closes it. The system may take a moment to give such a
     * port back, while connections of before are still closing.
     */
    public static Mailbox startAt(int port) {
        return Awaitility.await("a mail server at port " + port)
                .atMost(STARTS_WITHIN)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> startNow(port), Objects::nonNull);
    }

    private static Mailbox startNow(int port) {
        // All addresses, because a container does not come in through loopback.
        var smtp = new ServerSetup(port, "0.0.0.0", ServerSetup.PROTOCOL_SMTP);
        // Its own two seconds are not enough on a machine that is busy with the servers of the tests.
        smtp.setServerStartupTimeout(STARTS_WITHIN.toMillis());
        var server = new GreenMail(smtp);
        server.start();
        return new Mailbox(server);
    }

    /** The port of SMTP. */
    public int port() {
        return server.getSmtp().getPort();
    }

    /** What arrived for an address so far, oldest first. Addresses of test realms are unique. */
    public List<Mail> received(String address) {
        return Stream.of(server.getReceivedMessages())
                .filter(message -> isFor(message, address))
                .map(Mail::of)
                .toList();
    }

    /** How many mails arrived for each address so far. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            recipients(message).forEach(recipient -> counts.merge(recipient.toLowerCase(Locale.ROOT), 1, Integer::sum));
        }
        return counts;
    }

    /** Waits for the first mail to an address. */
    public Mail await(String address) {
        return Awaitility.await("a mail to " + address)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> received(address), mails -> !mails.isEmpty())
                .get(0);
    }

    @Override
    public void close() {
        server.stop();
    }

    private static boolean isFor(MimeMessage message, String address) {
        return recipients(message).anyMatch(address::equalsIgnoreCase);
    }

    private static Stream<String> recipients(MimeMessage message) {
        try {
            return Stream.of(message.getRecipients(Message.RecipientType.TO)).map(Object::toString);
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail without recipients", e);
        }
    }
}
