package io.github.keycloakassume.core.model;

import java.util.regex.Pattern;

/**
 * A role that we bring: each realm has it on its administration client. Modules have roles of their own; those that the guard of
 * all of them speaks of are here.
 *
 * @param roleName its name in Keycloak, for example {@code view-impersonations}
 */
public record OurRole(String roleName) {

    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final int LONGEST = 64;

    /** A vendor's staff: become users as far as a grant lets them, and ask for one. */
    public static final OurRole ASSUME_ACCOUNTS = new OurRole("assume-accounts");

    /** A user who holds this is never assumed. It is part of no other role, else administrators could not be helped. */
    public static final OurRole NOT_IMPERSONATABLE = new OurRole("not-impersonatable");

    public OurRole {
        if (!NAME.matcher(roleName).matches() || roleName.length() > LONGEST) {
            throw new IllegalArgumentException("not a name of a role: " + roleName);
        }
    }

    /** Whether losing it takes a protection away, so that not everyone who may manage users may take it. */
    public boolean protectsItsHolder() {
        return equals(NOT_IMPERSONATABLE);
    }
}
