package io.github.keycloakassume.impersonation.work;

import io.github.keycloakassume.core.schedule.LogLine;
import org.jboss.logging.Logger.Level;

/** What the impersonation engine logs at WARN and ERROR. */
public enum EngineLine implements LogLine {
    NOT_ENDED(
            "ASSUME-101",
            Level.WARN,
            "Impersonation {impersonation} is over ({cause}) but could not be ended: {error}. It is tried again within"
                    + " seconds, on this node or another; until then no new token is issued for it."),
    NOT_REVIEWED(
            "ASSUME-102",
            Level.WARN,
            "It could not be checked whether impersonation {impersonation} is still allowed: {error}. It goes on, until"
                    + " {end} at the latest, and is checked again within seconds."),
    NOT_REVIEWED_AT_ONCE(
            "ASSUME-103",
            Level.WARN,
            "After a change in realm {realm}, the impersonations that depend on it could not be checked at once:"
                    + " {error}. The regular check, 200 every 5 seconds, checks each of them again."),
    SESSION_LEFT(
            "ASSUME-104",
            Level.WARN,
            "Impersonation {impersonation} is over, but its user session could not be removed: {error}. It is tried"
                    + " again every 5 seconds until {minutes} minutes after the end; each use of that session is refused."),
    TRAIL_NOT_SHORTENED(
            "ASSUME-105",
            Level.WARN,
            "Trail entries that realm {realm} keeps no longer could not be deleted: {error}. It is tried again in {minutes}"
                    + " minutes."),
    NOT_ALL_TOLD(
            "ASSUME-106",
            Level.WARN,
            "{impersonation} has ended, but its applications could not all be told of the logout: {error}. Its tokens are"
                    + " refused already; the applications are told again within a minute."),
    NOT_TOLD_IN_BROWSER(
            "ASSUME-107",
            Level.WARN,
            "Application {client} of realm {realm} could not be told in the browser of the end of an impersonation: {error}."
                    + " The impersonation has ended; the application's own session goes on until it asks Keycloak again."),
    PLACE_TAKEN(
            "ASSUME-403",
            Level.ERROR,
            "Another extension has taken the place of a provider of Keycloak Assume: '{provider}' of the SPI '{spi}' is"
                    + " {other}, not {ours}. What Keycloak Assume promises is not kept on this server. Remove one of the"
                    + " two from providers/.");

    private final String code;
    private final Level level;
    private final String text;

    EngineLine(String code, Level level, String text) {
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
