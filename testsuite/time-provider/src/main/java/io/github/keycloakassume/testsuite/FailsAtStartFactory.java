package io.github.keycloakassume.testsuite;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.ClientScopeModel.ClientScopeCreatedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** A realm with attribute {@code testbed.broken} gets no client scope any more: what sets it up fails. */
public final class FailsAtStartFactory implements EventListenerProviderFactory, EventListenerProvider {

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof ClientScopeCreatedEvent created
                    && created.getClientScope().getRealm().getAttribute("testbed.broken") != null) {
                throw new IllegalStateException("fails at the start, as the test wants");
            }
        });
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public void onEvent(Event event) {}

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "testbed-fails-at-start";
    }
}
