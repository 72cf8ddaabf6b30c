package io.github.keycloakassume.testbed;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;

/** A mail that arrived. */
public record Mail(String subject, String text, String html) {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+");

    static Mail of(MimeMessage message) {
        try {
            return new Mail(message.getSubject(), body(message, "text/plain"), body(message, "text/html"));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("A mail that cannot be read", e);
        }
    }

    /** The first link of the plain text. */
    public URI link() {
        var matcher = LINK.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No link in: " + text);
        }
        return URI.create(matcher.group());
    }

    private static String body(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                String body = body(child, type);
                if (!body.isEmpty()) {
                    return body;
                }
            }
        }
        return "";
    }
}
