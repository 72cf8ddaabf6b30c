package io.github.keycloakassume.impersonation.policy;

import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicyFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the policy that always applies. */
public final class DefaultImpersonationPolicyFactory implements ImpersonationPolicyFactory {

    @Override
    public ImpersonationPolicy create(KeycloakSession session) {
        return new DefaultImpersonationPolicy(session);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "default";
    }
}
