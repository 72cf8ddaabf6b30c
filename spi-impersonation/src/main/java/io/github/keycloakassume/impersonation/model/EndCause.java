package io.github.keycloakassume.impersonation.model;

import java.util.Locale;

/** How an impersonation ended. */
public enum EndCause {
    /** The impersonator came back to himself. */
    REVERTED,
    /** Its time was up. */
    TIME_OVER,
    /** The impersonator's own session is gone, or he is disabled or removed. */
    IMPERSONATOR_GONE,
    /** What was allowed at the start no longer is: a right was lost, or the subject has risen or been disabled. */
    NO_LONGER_ALLOWED,
    /** The grant it rests on has been revoked. */
    GRANT_REVOKED,
    /** Somebody who may ended it through the Admin API. */
    REVOKED,
    /** Its session was logged out, by an application, by an administrator or by the user himself, or went idle. */
    LOGGED_OUT,
    /** A second session turned up that carried its mark: both are ended. */
    SESSION_COPIED,
    /** The browser that confirmed the start never came with the session: its answer was lost, and no one acted as the user. */
    NEVER_ARRIVED,
    /** The same browser began another impersonation. */
    REPLACED;

    /** The name people and programs read, for example {@code time-over}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
