package io.github.keycloakassume.impersonation.model;

/** What the trail records. */
public enum TrailAction {
    /** Somebody asked for an impersonation and was allowed. */
    REQUESTED,
    /** Somebody was refused. */
    REFUSED,
    /** The browser became the user. */
    STARTED,
    /** The impersonation is over. */
    ENDED
}
