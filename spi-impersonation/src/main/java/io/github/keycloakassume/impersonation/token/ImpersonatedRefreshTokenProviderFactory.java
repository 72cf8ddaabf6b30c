package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory;

/** Makes the refresh token provider that is asked before Keycloak's default one. */
public final class ImpersonatedRefreshTokenProviderFactory implements RefreshTokenProviderFactory {

    private static final Clock CLOCK = new KeycloakClock();
    private static final int BEFORE_THE_DEFAULT = 100;

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return new ImpersonatedRefreshTokenProvider(session, CLOCK);
    }

    @Override
    public int order() {
        return BEFORE_THE_DEFAULT;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-impersonated";
    }
}
