package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.impersonation.work.LogLine;
import org.jboss.logging.Logger.Level;

/** What grants and requests log at WARN and ERROR. */
public enum GrantLine implements LogLine {
    NOBODY_TOLD(
            "ASSUME-601",
            Level.WARN,
            "The time of {what} of realm {realm} is up. That is settled, but without names in the trail and without a"
                    + " mail to those concerned, because with them it failed: {error}."),
    NOT_SETTLED(
            "ASSUME-602",
            Level.WARN,
            "{kind} whose time is up could not be settled: {error}. It is tried again in 2 seconds; nobody comes in by a"
                    + " grant whose time is up meanwhile.");

    private final String code;
    private final Level level;
    private final String text;

    GrantLine(String code, Level level, String text) {
        this.code = code;
        this.level = level;
        this.text = text;
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String text() {
        return text;
    }
}
