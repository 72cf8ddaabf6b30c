package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.keycloak.EveryRealm;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.ServerStart;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;

/**
 * Sets our roles up and guards them. A listener to events only for when Keycloak makes one: for every request to the Admin
 * API, before it does anything, also where a realm stores no admin events, and once more for the transaction of its own in
 * which a partial import runs ({@code AdminEventBuilder.clone}).
 */
public final class RoleGuardFactory implements EventListenerProviderFactory, EventListenerProvider {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        new RoleWatch(session, CLOCK).begin();
        return this;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        ServerStart start = ServerStart.of(factory);
        EveryRealm.atStart(factory, "assume-roles", (session, realm) -> new OurRoles(session, CLOCK, realm).setUp());
        factory.register(event -> {
            if (event instanceof RealmPostCreateEvent created) {
                new OurRoles(created.getKeycloakSession(), CLOCK, created.getCreatedRealm())
                        .setUpNew(start.isByOperator(created.getKeycloakSession()));
            } else {
                RoleGuard.on(event, start, CLOCK);
            }
        });
    }

    @Override
    public boolean isGlobal() {
        return true;
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
        return "assume-role-guard";
    }
}
