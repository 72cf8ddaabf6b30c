package io.github.keycloakassume.testsuite;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;

/** Makes many running impersonations of one: tests that need a hundred cannot click that often. */
final class Copies {

    private static final String TABLE = "ASSUME_IMPERSONATION";
    private static final String ID_NOTE = "assume.impersonation";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager entityManager;

    Copies(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.entityManager = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    void make(String impersonationId, int count) {
        Map<String, Object> row = new TableReader(entityManager)
                .read(TABLE).stream()
                        .filter(found -> impersonationId.equals(found.get("ID")))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("No impersonation " + impersonationId));
        String sessionId = String.valueOf(row.get("USER_SESSION_ID"));
        UserSessionModel original = session.sessions().getUserSession(realm, sessionId);
        for (int i = 0; i < count; i++) {
            copy(row, original);
        }
    }

    private void copy(Map<String, Object> row, UserSessionModel original) {
        var own = new TreeMap<>(row);
        String id = UUID.randomUUID().toString();
        own.put("ID", id);
        own.put("USER_SESSION_ID", copy(original, id).getId());
        own.put("STARTED_AT", Time.currentTimeMillis());
        insert(own);
    }

    private UserSessionModel copy(UserSessionModel original, String impersonationId) {
        UserSessionModel copy = session.sessions()
                .createUserSession(
                        null,
                        realm,
                        original.getUser(),
                        original.getLoginUsername(),
                        original.getIpAddress(),
                        original.getAuthMethod(),
                        false,
                        null,
                        null,
                        SessionPersistenceState.PERSISTENT);
        original.getNotes().forEach(copy::setNote);
        copy.setNote(ID_NOTE, impersonationId);
        copy.setState(UserSessionModel.State.LOGGED_IN);
        for (AuthenticatedClientSessionModel participant :
                original.getAuthenticatedClientSessions().values()) {
            session.sessions()
                    .createClientSession(realm, participant.getClient(), copy)
                    .setProtocol(participant.getProtocol());
        }
        return copy;
    }

    private void insert(Map<String, Object> row) {
        Query insert = entityManager.createNativeQuery("insert into " + TABLE + " (" + String.join(", ", row.keySet())
                + ") values ("
                + String.join(
                        ", ", row.keySet().stream().map(column -> ":" + column).toList()) + ")");
        row.forEach(insert::setParameter);
        insert.executeUpdate();
    }
}
