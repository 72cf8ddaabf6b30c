package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/** Logins begun under another authentication session than that of the impersonation in the same browser. */
public final class StrayLogins {

    private final KeycloakSession session;

    public StrayLogins(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Removes such a login of this browser; Keycloak then goes on with the impersonation's own. In any other browser, and
     * where there is no browser (pushed authorization requests), nothing happens.
     */
    public void removeFromImpersonatedBrowser() {
        RealmModel realm = session.getContext().getRealm();
        new BrowserIdentity(session, realm)
                .claimed()
                .filter(login -> Marks.of(session, login).isPresent())
                .ifPresent(login -> removeStray(realm, login));
    }

    private void removeStray(RealmModel realm, UserSessionModel impersonated) {
        RootAuthenticationSessionModel current =
                new AuthenticationSessionManager(session).getCurrentRootAuthenticationSession(realm);
        if (current != null && !current.getId().equals(impersonated.getId())) {
            session.authenticationSessions().removeRootAuthenticationSession(realm, current);
        }
    }
}
