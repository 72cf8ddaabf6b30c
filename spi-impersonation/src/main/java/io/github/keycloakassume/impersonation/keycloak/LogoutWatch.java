package io.github.keycloakassume.impersonation.keycloak;

/** Keycloak fires no event of a logout in a browser without a login. This is told of it. */
public interface LogoutWatch {

    /** Whether this browser holds a way back that the logout must not leave there; asked before Keycloak's own logout. */
    boolean leavesWayBack();

    /** Whether that user session is the one of the impersonation, or the one that its way back leads to. */
    boolean isOf(String userSessionId);

    /** The person at this browser wants to be logged out, and is told that they are. */
    void loggedOut();
}
