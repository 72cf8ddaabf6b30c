package io.github.keycloakassume.core.model;

import java.util.regex.Pattern;

/**
 * What the trail records. Modules have actions of their own; those of the trail and of our roles are here.
 *
 * @param name as it is stored and asked for: capitals, digits and underscores, at most 32 of them
 */
public record TrailAction(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

    /** Something was refused. */
    public static final TrailAction REFUSED = new TrailAction("REFUSED");

    /** So many were refused to one actor that not each is written any more, for a while. */
    public static final TrailAction REFUSALS_OMITTED = new TrailAction("REFUSALS_OMITTED");

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
