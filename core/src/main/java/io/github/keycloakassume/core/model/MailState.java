package io.github.keycloakassume.core.model;

import java.util.Locale;

/** Where a mail stands. */
public enum MailState {
    /** It waits for its time. */
    QUEUED,
    /** Somebody is sending it. */
    SENDING,
    /** The mail server has taken it. */
    SENT,
    /** There is nowhere to send it to. */
    DROPPED,
    /** It has been tried for a day, in vain. */
    FAILED,
    /** It may have left or not; it is not sent again, because nobody is to have it twice. */
    UNCERTAIN;

    /** The name people and programs read, for example {@code uncertain}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing will be done with it any more. */
    public boolean isFinal() {
        return this != QUEUED && this != SENDING;
    }
}
