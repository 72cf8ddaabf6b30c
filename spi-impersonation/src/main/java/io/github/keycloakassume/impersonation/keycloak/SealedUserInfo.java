package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * What the seal of this extension has found out about the userinfo that this request answers with: it knows the token and the
 * session that Keycloak has verified, so that neither need be read a second time.
 */
public enum SealedUserInfo {

    /** It is of a session in which an impersonator acts, and says so. */
    IMPERSONATED,
    /** It is of a session and a token with which its user acts alone. */
    ORDINARY;

    private static final String ATTRIBUTE = "assume.userinfo-sealed";

    /** Remembers it. */
    public void rememberIn(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /**
     * What was remembered. Nothing where there is no userinfo, or another extension has taken the place of Keycloak's OpenID
     * Connect after this one.
     */
    public static Optional<SealedUserInfo> in(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, SealedUserInfo.class));
    }
}
