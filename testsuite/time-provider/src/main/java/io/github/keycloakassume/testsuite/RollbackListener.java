package io.github.keycloakassume.testsuite;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Rolls back the transaction in which somebody becomes a user who is called so. */
final class RollbackListener implements EventListenerProvider {

    private static final String CALLED = "rolled-back-";

    private final KeycloakSession session;

    RollbackListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.IMPERSONATE && event.getUserId() != null) {
            RealmModel realm = session.realms().getRealm(event.getRealmId());
            UserModel user = session.users().getUserById(realm, event.getUserId());
            if (user != null && user.getUsername().startsWith(CALLED)) {
                session.getTransactionManager().setRollbackOnly();
            }
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}
