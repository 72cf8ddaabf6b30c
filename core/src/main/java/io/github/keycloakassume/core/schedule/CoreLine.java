package io.github.keycloakassume.core.schedule;

import org.jboss.logging.Logger.Level;

/** What all modules have in common at WARN and ERROR: mails, roles, the start, and what is repeated. */
public enum CoreLine implements LogLine {
    MAIL_WAITS(
            "ASSUME-201",
            Level.WARN,
            "Mail {mail} ({template}) to user {user} of realm {realm} was not sent, attempt {attempt}: {error}. The"
                    + " next attempt is at {next}."),
    MAIL_GIVEN_UP(
            "ASSUME-202",
            Level.ERROR,
            "Mail {mail} ({template}) to user {user} of realm {realm} was not sent, attempt {attempt}: {error}. It is"
                    + " given up, a day after it was queued at {queued}."),
    MAIL_UNCERTAIN(
            "ASSUME-203",
            Level.WARN,
            "Mail {mail} ({template}) to user {user} of realm {realm} may have arrived or not, attempt {attempt}:"
                    + " {error}. It is not sent again, so that it does not arrive twice."),
    MAIL_SENDER_GONE(
            "ASSUME-204",
            Level.WARN,
            "Mail {mail} ({template}) to user {user} of realm {realm} may have arrived or not, attempt {attempt}: the"
                    + " node that sent it has not said within an hour what came of it. It is not sent again, so that it"
                    + " does not arrive twice."),
    MAIL_NOT_NOTED(
            "ASSUME-205",
            Level.WARN,
            "What came of mail {mail} ({template}) to user {user} of realm {realm}, attempt {attempt}, could not be"
                    + " written down ({outcome}): {error}. That is tried again every 5 seconds until {end}; the mail"
                    + " itself is not sent a second time."),
    MAIL_NOT_TAKEN(
            "ASSUME-206",
            Level.WARN,
            "Mail {mail} could not be taken from the outbox: {error}. It waits there, and is tried again every 5"
                    + " seconds."),
    SOURCE_NOT_CHECKED(
            "ASSUME-301",
            Level.WARN,
            "It could not be checked whether identity provider {provider} of realm {realm} still gives role or group"
                    + " {held}: {error}. It is tried again in 10 seconds."),
    ROLE_NOT_TAKEN(
            "ASSUME-302",
            Level.WARN,
            "Role or group {held}, which identity provider {provider} of realm {realm} gives no longer, could not be"
                    + " taken from user {user}: {error}. What it gave them counts for nothing. It is tried again every 10"
                    + " seconds; this node says so once."),
    MAPPED_BEFORE_UNKNOWN(
            "ASSUME-303",
            Level.ERROR,
            "It could not be found out which roles user {user} of realm {realm} got from an identity provider before"
                    + " version 0.2: {error}. It is tried again when a node starts."),
    REALM_NOT_SET_UP(
            "ASSUME-401",
            Level.ERROR,
            "Realm {realm} could not be set up ({task}): {error}. The server and the other realms work; it is tried again"
                    + " when a node starts."),
    NOT_DONE_AT_START(
            "ASSUME-402",
            Level.ERROR,
            "Task {task} of the start could not be done: {error}. The server works; it is tried again when a node"
                    + " starts."),
    SCOPE_TAKEN(
            "ASSUME-404",
            Level.WARN,
            "Realm {realm} has a client scope '{scope}' of its own, with none of the impersonation rights among its role"
                    + " mappings. It is left as it is, and the on-behalf-of token exchange is refused there. Rename that"
                    + " client scope; it is looked at again when a node starts, and ours is created then."),
    ROUND_FAILED(
            "ASSUME-501",
            Level.WARN,
            "This node could not {purpose} (task {task}, failure {number} in a row): {error}. It is tried again in"
                    + " {seconds} seconds."),
    THREAD_FAILED(
            "ASSUME-502",
            Level.ERROR,
            "Thread {thread} of Keycloak Assume has ended with an error: {error}. Another thread takes its place; what"
                    + " it was doing is found again in the database.");

    private final String code;
    private final Level level;
    private final String text;

    CoreLine(String code, Level level, String text) {
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
