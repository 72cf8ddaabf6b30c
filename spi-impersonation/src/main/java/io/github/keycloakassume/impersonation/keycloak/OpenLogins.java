package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/**
 * The logins that this browser has begun and not finished, by the cookie that binds their pages to it ({@code
 * AUTH_SESSION_ID}). One that has come past {@code auth-cookie} knows its user, and goes on without an identity cookie.
 */
public final class OpenLogins {

    private final KeycloakSession session;
    private final RealmModel realm;

    public OpenLogins(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The impersonated session that one of them belongs to. For everyone else only their notes are looked at. */
    public Optional<UserSessionModel> impersonated() {
        RootAuthenticationSessionModel current =
                new AuthenticationSessionManager(session).getCurrentRootAuthenticationSession(realm);
        boolean isCarried = current != null
                && current.getAuthenticationSessions().values().stream()
                        .anyMatch(login -> Marks.isCarriedBy(session, login));
        return isCarried
                ? Optional.ofNullable(session.sessions().getUserSession(realm, current.getId()))
                        .filter(login -> Marks.isImpersonated(session, login))
                : Optional.empty();
    }
}
