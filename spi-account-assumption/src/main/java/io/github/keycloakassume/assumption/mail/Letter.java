package io.github.keycloakassume.assumption.mail;

import io.github.keycloakassume.core.model.MailMessage;
import io.github.keycloakassume.core.model.OneLine;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a mail says, whoever gets it. What is null is left out. */
final class Letter {

    private final String template;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Instant> times = new HashMap<>();

    Letter(String template) {
        this.template = template;
    }

    /** A name or the like, which stays on its line. */
    Letter line(String name, @Nullable String text) {
        return text(name, text == null ? null : OneLine.of(text));
    }

    /** Text that may have several lines. */
    Letter text(String name, @Nullable String text) {
        if (text != null) {
            texts.put(name, text);
        }
        return this;
    }

    Letter time(String name, @Nullable Instant moment) {
        if (moment != null) {
            times.put(name, moment);
        }
        return this;
    }

    MailMessage to(String realmId, String userId) {
        return new MailMessage(realmId, userId, template, texts, times);
    }
}
