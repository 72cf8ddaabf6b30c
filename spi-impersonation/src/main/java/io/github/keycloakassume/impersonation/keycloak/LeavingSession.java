package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.models.utils.UserSessionModelDelegate;

/**
 * A session that is removed already when Keycloak's event tells of its logout, and not yet committed (by refresh token,
 * {@code LogoutEndpoint.logoutToken}; by SAML session index): this request alone takes it for gone, and in a transaction of
 * its own it is still there.
 */
final class LeavingSession {

    private final KeycloakSession session;
    private final RealmModel realm;

    LeavingSession(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** What it was, if it was an impersonation or had some; to read, no more. */
    Optional<UserSessionModel> find(String id) {
        Found found = new Found();
        new OwnTransaction(session).run(other -> found.look(other, realm.getId(), id));
        UserModel user = found.userId == null ? null : session.users().getUserById(realm, found.userId);
        return user == null ? Optional.empty() : Optional.of(copy(id, user, found));
    }

    /** A session that is in no store; it answers to the id and the beginning of the one that leaves. */
    private UserSessionModel copy(String id, UserModel user, Found found) {
        UserSessionModel copy = session.sessions()
                .createUserSession(
                        null,
                        realm,
                        user,
                        user.getUsername(),
                        null,
                        null,
                        false,
                        null,
                        null,
                        SessionPersistenceState.TRANSIENT);
        found.notes.forEach(copy::setNote);
        return new UserSessionModelDelegate(copy) {
            @Override
            public String getId() {
                return id;
            }

            @Override
            public int getStarted() {
                return found.started;
            }
        };
    }

    private static final class Found {

        private final Map<String, String> notes = new HashMap<>();
        private @Nullable String userId;
        private int started;

        private void look(KeycloakSession other, String realmId, String id) {
            RealmModel realm = other.realms().getRealm(realmId);
            other.getContext().setRealm(realm);
            UserSessionModel leaving = other.sessions().getUserSession(realm, id);
            if (leaving != null && concernsUs(other, leaving)) {
                notes.putAll(leaving.getNotes());
                userId = leaving.getUser().getId();
                started = leaving.getStarted();
            }
        }

        private static boolean concernsUs(KeycloakSession other, UserSessionModel leaving) {
            return leaving.getNote(ImpersonationMark.NOTE) != null || new RunningFrom(other, leaving).isHinted();
        }
    }
}
