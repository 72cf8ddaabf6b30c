package io.github.keycloakassume.core.model;

import java.util.Set;

/**
 * What a person may do only so often, because each time queues rows or mails. Known by what it leaves in the trail. What ends
 * something (a revocation, a withdrawal, an end) is none of these: it is never limited.
 */
public enum RatedAct {
    /** An impersonation is asked for, by whatever way. */
    START("starts", 120),
    /** A running impersonation is extended. */
    EXTENSION("extensions", 60),
    /** A grant is asked for. */
    REQUEST("requests", 60),
    /** Access is granted, or a grant is extended or changed. */
    GRANT("grants", 300),
    /** A user or an organization decides in whatever way: denials, and what only takes away, have this limit alone. */
    DECISION("decisions", 600),
    /** Settings are changed, or a trial begins. */
    SETTING("settings", 120);

    private final String pluralName;
    private final int usualPerHour;

    RatedAct(String pluralName, int usualPerHour) {
        this.pluralName = pluralName;
        this.usualPerHour = usualPerHour;
    }

    /** The name of its option of the server, in Keycloak's spelling, for example {@code startsPerHour}. */
    public String option() {
        return pluralName + "PerHour";
    }

    /** How often, where the server's options say nothing. */
    public int usualPerHour() {
        return usualPerHour;
    }

    /** What the trail calls it, in whatever module. */
    public Set<TrailAction> actions() {
        return switch (this) {
            case START -> Set.of(new TrailAction("REQUESTED"));
            case EXTENSION -> Set.of(new TrailAction("EXTENDED"));
            case REQUEST -> Set.of(new TrailAction("GRANT_REQUESTED"));
            case GRANT, DECISION -> Set.of(new TrailAction("GRANT_GIVEN"), new TrailAction("GRANT_CHANGED"));
            case SETTING -> Set.of(new TrailAction("SETTINGS_CHANGED"), new TrailAction("ASSUMPTION_SETTINGS_CHANGED"));
        };
    }
}
