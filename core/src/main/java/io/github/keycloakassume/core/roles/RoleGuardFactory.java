package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.EveryFewSeconds;
import io.github.keycloakassume.core.keycloak.EveryRealm;
import io.github.keycloakassume.core.keycloak.ImpersonateScopeOfRealm;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.OnceAtStart;
import io.github.keycloakassume.core.keycloak.ServerStart;
import io.github.keycloakassume.core.store.RoleWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.provider.Provider;

/**
 * Sets our roles up and guards them, and the client scope that is mapped to them up. A listener to events only for when Keycloak makes one: for every request of
 * administration before it does anything, also where a realm stores no admin events, and once more for the transaction of
 * its own in which a partial import runs ({@code AdminEventBuilder.clone}). Where it makes none, no answer is less clear than
 * it could be, but nothing is missed: {@link RoleWatches} hears of every write.
 */
public final class RoleGuardFactory implements EventListenerProviderFactory, EventListenerProvider {

    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration TAKING_BACK = Duration.ofSeconds(10);

    private @Nullable RoleWatches watches;

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        if (watches != null) {
            watches.prepare(session);
        }
        return this;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        ServerStart start = ServerStart.of(factory);
        ScopeGuard scopes = new ScopeGuard(CLOCK);
        watches = new RoleWatches(factory, start, scopes, CLOCK);
        RoleWrites.tell(factory, watches);
        EveryRealm.atStart(factory, "assume-roles", (session, realm) -> {
            new OurRoles(session, CLOCK, realm).setUp();
            ImpersonateScopeOfRealm.setUp(session, realm);
        });
        OnceAtStart.run(factory, "assume-mapped-before", MappedBefores::remember);
        EveryFewSeconds.run(
                factory,
                "assume-mapped-roles",
                "take back roles that identity providers give no longer",
                TAKING_BACK,
                new TakeBackRoles(CLOCK)::run);
        factory.register(event -> {
            if (event instanceof RealmPostCreateEvent created) {
                new OurRoles(created.getKeycloakSession(), CLOCK, created.getCreatedRealm())
                        .setUpNew(start.isByOperator(created.getKeycloakSession()));
                ImpersonateScopeOfRealm.setUp(created.getKeycloakSession(), created.getCreatedRealm());
            } else {
                ImpersonateScopeOfRealm.on(event);
                scopes.on(event);
                RoleGuard.on(event, start, CLOCK);
            }
        });
    }

    /** The database must be there to be listened to. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
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
