package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.core.schedule.LogLine;
import org.jboss.logging.Logger.Level;

/** What grants and requests log at WARN and ERROR. */
public enum GrantLine implements LogLine {
    NOBODY_TOLD(
            "ASSUME-601",
            Level.WARN,
            "The time of {what} of realm {realm} is up. That is settled, but without names in the trail and without mails,"
                    + " because with them it failed: {error}."),
    NOT_SETTLED(
            "ASSUME-602",
            Level.WARN,
            "{kind} could not be settled: {error}. It is tried again in 2 seconds; meanwhile a grant whose time is up"
                    + " lets no one in.");

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
