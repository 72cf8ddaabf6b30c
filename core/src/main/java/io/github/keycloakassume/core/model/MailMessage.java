package io.github.keycloakassume.core.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A mail to a user, before it is written: which one and what stands in it. His address, his language and the looks of his
 * realm are those of the moment it is sent. It never holds a secret: it lies in the database until then.
 *
 * @param realmId the recipient's realm, whose mail server and e-mail theme are used
 * @param recipientId the recipient's user id
 * @param template name of the template without {@code .ftl}, for example {@code assume-impersonation-started}; its
 *     subject is the message of that name with {@code .subject} behind it, and has no parameters, so that nobody can
 *     write a header
 * @param texts what the template shows, by the names it knows them by
 * @param times moments that it shows in the recipient's language and time zone
 */
public record MailMessage(
        String realmId, String recipientId, String template, Map<String, String> texts, Map<String, Instant> times) {

    /** The longest name of a template, as the column holds it. */
    public static final int LONGEST_TEMPLATE = 64;

    private static final Pattern TEMPLATE = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]+");

    public MailMessage {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(recipientId, "recipientId");
        require(
                template.length() <= LONGEST_TEMPLATE
                        && TEMPLATE.matcher(template).matches(),
                template);
        texts = Map.copyOf(texts);
        times = Map.copyOf(times);
        texts.keySet().forEach(name -> require(NAME.matcher(name).matches(), name));
        times.keySet().forEach(name -> require(NAME.matcher(name).matches(), name));
    }

    /** The key of its subject among the messages. */
    public String subjectKey() {
        return template + ".subject";
    }

    private static void require(boolean isName, String text) {
        if (!isName) {
            throw new IllegalArgumentException("not a name: " + text);
        }
    }
}
