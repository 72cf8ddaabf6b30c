package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicyFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the policy that asks for a grant. */
public final class GrantPolicyFactory implements ImpersonationPolicyFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public ImpersonationPolicy create(KeycloakSession session) {
        return new GrantPolicy(session, CLOCK);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "grants";
    }
}
