package io.github.keycloakassume.core.model;

import java.util.Locale;

/** What came of an attempt to send a mail. */
public enum MailOutcome {
    /** The mail server has taken it. */
    SENT(MailState.SENT),
    /** The mail server cannot have taken it. */
    NOT_SENT(MailState.QUEUED),
    /** The connection broke, or the time was up, while the mail server may have been taking it. */
    PERHAPS_SENT(MailState.UNCERTAIN),
    /** The recipient, or his realm, is not there any more. */
    NO_RECIPIENT(MailState.DROPPED),
    /** The recipient is disabled. */
    RECIPIENT_DISABLED(MailState.DROPPED),
    /** The recipient has no e-mail address. */
    NO_ADDRESS(MailState.DROPPED),
    /** The recipient's realm is disabled. */
    REALM_DISABLED(MailState.DROPPED),
    /** The recipient's realm has no mail server. */
    NO_MAIL_SERVER(MailState.DROPPED);

    private final MailState leadsTo;

    MailOutcome(MailState leadsTo) {
        this.leadsTo = leadsTo;
    }

    /** Where it leaves the mail. */
    MailState leadsTo() {
        return leadsTo;
    }

    /** The name people and programs read, for example {@code no-address}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
