package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * The session that a logout by refresh token takes away. Keycloak's event tells of it when it is removed already
 * ({@code LogoutEndpoint.logoutToken}), but not yet committed: nobody but this request knows, and another one still finds
 * what it was.
 */
final class LeavingSession {

    private LeavingSession() {}

    /** That session, to read as long as the request lasts; Keycloak has it in its cache. */
    static Optional<UserSessionModel> find(KeycloakSession session, String realmId, String id) {
        KeycloakSession other = session.getKeycloakSessionFactory().create();
        other.getTransactionManager().begin();
        session.enlistForClose(() -> leave(other));
        RealmModel realm = other.realms().getRealm(realmId);
        if (realm == null) {
            return Optional.empty();
        }
        other.getContext().setRealm(realm);
        return Optional.ofNullable(other.sessions().getUserSession(realm, id));
    }

    /** Whatever was done to what it found is nothing. */
    private static void leave(KeycloakSession other) {
        if (other.getTransactionManager().isActive()) {
            other.getTransactionManager().rollback();
        }
        other.close();
    }
}
