package io.github.keycloakassume.impersonation.model;

import java.util.regex.Pattern;

/**
 * What the trail records. Other modules have actions of their own; ours are here.
 *
 * @param name as it is stored and asked for: capitals, digits and underscores, at most 32 of them
 */
public record TrailAction(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

    /** An impersonation was asked for and allowed. */
    public static final TrailAction REQUESTED = new TrailAction("REQUESTED");
    /** Something was refused. */
    public static final TrailAction REFUSED = new TrailAction("REFUSED");
    /** So many were refused to one actor that not each is written any more, for a while. */
    public static final TrailAction REFUSALS_OMITTED = new TrailAction("REFUSALS_OMITTED");
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
    /** A user got a role of ours by a login, from an identity provider that may give it. */
    public static final TrailAction ROLE_GIVEN = new TrailAction("ROLE_GIVEN");

    /** They lost it again, because that identity provider may give it no longer. */
    public static final TrailAction ROLE_TAKEN = new TrailAction("ROLE_TAKEN");

    public TrailAction {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of an action: " + name);
        }
    }
}
