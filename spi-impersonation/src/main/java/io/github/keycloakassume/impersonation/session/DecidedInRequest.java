package io.github.keycloakassume.impersonation.session;

import org.keycloak.models.KeycloakSession;

/**
 * That the policies have been asked about an impersonation in this very request, by the one who decided on it: what makes its
 * tokens need not ask them once more.
 */
final class DecidedInRequest {

    private static final String ATTRIBUTE = "assume.decided-in-request.";

    private DecidedInRequest() {}

    static void note(KeycloakSession session, String impersonationId) {
        session.setAttribute(ATTRIBUTE + impersonationId, true);
    }

    static boolean isNoted(KeycloakSession session, String impersonationId) {
        return session.getAttribute(ATTRIBUTE + impersonationId) != null;
    }
}
