package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.spi.RolesTakenBack;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistryFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the registry of impersonations. */
public final class RunningRegistryFactory implements ImpersonationRegistryFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public ImpersonationRegistry create(KeycloakSession session) {
        return new RunningRegistry(session, CLOCK);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof RolesTakenBack taken) {
                create(taken.session()).reviewAll(taken.realmId());
            }
        });
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "default";
    }
}
