package io.github.keycloakassume.impersonation.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an impersonation ended. */
public enum EndCause {
    /** The impersonator came back to himself. */
    REVERTED(Initiator.USER),
    /** Its time was up. */
    TIME_OVER(Initiator.POLICY),
    /** The impersonator's own session is gone, or he is disabled or removed. */
    IMPERSONATOR_GONE(Initiator.POLICY),
    /** What was allowed at the start no longer is: a right was lost, or the subject has risen or been disabled. */
    NO_LONGER_ALLOWED(Initiator.POLICY),
    /** The grant it rests on has been revoked. */
    GRANT_REVOKED(Initiator.ADMIN),
    /** Somebody who may ended it through the Admin API. */
    REVOKED(Initiator.ADMIN),
    /** Its session was logged out, by an application, by an administrator or by the user himself, or went idle. */
    LOGGED_OUT(Initiator.SYSTEM),
    /** A second session turned up that carried its mark: both are ended. */
    SESSION_COPIED(Initiator.SYSTEM),
    /** The browser that confirmed the start never came with the session: its answer was lost, and no one acted as the user. */
    NEVER_ARRIVED(Initiator.SYSTEM),
    /** The same browser began another impersonation. */
    REPLACED(Initiator.USER);

    private final Initiator initiator;

    EndCause(Initiator initiator) {
        this.initiator = initiator;
    }

    /**
     * Who began it. A logout that Keycloak tells of itself is the user's; of one that is found out by its session being gone
     * no one knows.
     */
    public Initiator initiator() {
        return initiator;
    }

    /** The cause of that name, empty where there is none. */
    public static Optional<EndCause> ofWireName(@Nullable String wireName) {
        return Stream.of(values())
                .filter(cause -> cause.wireName().equals(wireName))
                .findFirst();
    }

    /** The name people and programs read, for example {@code time-over}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
