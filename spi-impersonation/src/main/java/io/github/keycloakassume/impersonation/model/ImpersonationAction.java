package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.TrailAction;

/** What the trail records of impersonations. */
public final class ImpersonationAction {

    /** An impersonation was asked for and allowed. */
    public static final TrailAction REQUESTED = new TrailAction("REQUESTED");

    /** An application got tokens on behalf of a user, for that reason; once for each impersonation. */
    public static final TrailAction ON_BEHALF_OF = new TrailAction("ON_BEHALF_OF");

    /** It got more of them in the same impersonation, for another reason or with another ticket; once for each of them. */
    public static final TrailAction REASON_GIVEN = new TrailAction("REASON_GIVEN");

    /** The browser became the user. */
    public static final TrailAction STARTED = new TrailAction("STARTED");

    /** The impersonation lasts longer than was asked for at first. */
    public static final TrailAction EXTENDED = new TrailAction("EXTENDED");

    /** The impersonation is over. */
    public static final TrailAction ENDED = new TrailAction("ENDED");

    /** The impersonator came back after the end; the detail is how it had ended. */
    public static final TrailAction RETURNED = new TrailAction("RETURNED");

    /** Keycloak did something in the impersonated session; the detail is its event's type. */
    public static final TrailAction ACTED = new TrailAction("ACTED");

    /** The realm's settings were changed. */
    public static final TrailAction SETTINGS_CHANGED = new TrailAction("SETTINGS_CHANGED");

    private ImpersonationAction() {}
}
