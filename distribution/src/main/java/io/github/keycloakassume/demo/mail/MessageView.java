package io.github.keycloakassume.demo.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to see of a message. */
record MessageView(String from, String to, String subject, String sent, Optional<String> text, Optional<String> html) {

    static MessageView of(MimeMessage message) {
        try {
            return new MessageView(
                    addresses(message.getFrom()),
                    addresses(message.getAllRecipients()),
                    Objects.requireNonNullElse(message.getSubject(), "(no subject)"),
                    Objects.toString(message.getSentDate(), ""),
                    find(message, "text/plain"),
                    find(message, "text/html"));
        } catch (MessagingException e) {
            throw new IllegalStateException("A received message cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A received message cannot be read", e);
        }
    }

    private static Optional<String> find(Part part, String mediaType) throws MessagingException, IOException {
        if (part.isMimeType(mediaType)) {
            return Optional.of(String.valueOf(part.getContent()));
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                Optional<String> found = find(parts.getBodyPart(i), mediaType);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(address ->
                                address instanceof InternetAddress mail ? mail.toUnicodeString() : address.toString())
                        .collect(Collectors.joining(", "));
    }
}
