package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.KeycloakSession;

/** That an impersonation begins in this very request: until that is committed there is none. */
public final class BegunInRequest {

    private static final String ATTRIBUTE = "assume.begun-in-request.";

    private BegunInRequest() {}

    public static void note(KeycloakSession session, String impersonationId) {
        session.setAttribute(ATTRIBUTE + impersonationId, true);
    }

    public static boolean isNoted(KeycloakSession session, String impersonationId) {
        return session.getAttribute(ATTRIBUTE + impersonationId) != null;
    }
}
