package io.github.keycloakassume.impersonation.model;

/** What the trail records. */
public enum TrailAction {
    /** Somebody asked for an impersonation and was allowed. */
    REQUESTED,
    /** Somebody was refused. */
    REFUSED,
    /** The browser became the user. */
    STARTED,
    /** The impersonation lasts longer than was asked for at first. */
    EXTENDED,
    /** The impersonation is over. */
    ENDED,
    /** The realm's settings were changed. */
    SETTINGS_CHANGED
}
