package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.KeycloakSession;

/** Whether the userinfo that this request answers with went through the seal of this extension. */
public final class SealedUserInfo {

    private static final String ATTRIBUTE = "assume.userinfo-sealed";

    private SealedUserInfo() {}

    /** Remembers that it did. */
    public static void rememberIn(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, true);
    }

    /** Whether it did. It does not where another extension has taken the place of Keycloak's OpenID Connect after this one. */
    public static boolean isIn(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE, Boolean.class) != null;
    }
}
