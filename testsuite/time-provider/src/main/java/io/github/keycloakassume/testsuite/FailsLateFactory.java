package io.github.keycloakassume.testsuite;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Event listener {@code testbed-fails-late}: what impersonates in its realm fails when it is committed, its answer made. */
public final class FailsLateFactory implements EventListenerProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {
                if (event.getType() == EventType.IMPERSONATE) {
                    session.getTransactionManager().enlistPrepare(new Failing());
                }
            }

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "testbed-fails-late";
    }

    private static final class Failing extends AbstractKeycloakTransaction {

        @Override
        protected void commitImpl() {
            throw new IllegalStateException("fails late, as the test wants");
        }

        @Override
        protected void rollbackImpl() {}
    }
}
