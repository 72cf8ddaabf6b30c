package io.github.keycloakassume.impersonation.keycloak;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.SsfTransmitterProviderFactory;

/**
 * In place of Keycloak's own transmitter of Shared Signals, an experimental feature, whose signals say how an impersonation
 * ended ({@link EndSignals}). This class names the SPI alone: where the feature is off, or Keycloak has no such SPI, nothing
 * else of it is loaded, so that no change of it can keep a server from starting.
 */
public final class EndSignalsFactory implements SsfTransmitterProviderFactory {

    private @Nullable SsfTransmitterProviderFactory transmitter;

    private SsfTransmitterProviderFactory transmitter() {
        SsfTransmitterProviderFactory made = transmitter == null ? new EndSignalsTransmitter() : transmitter;
        transmitter = made;
        return made;
    }

    @Override
    public boolean isSupported(Config.Scope config) {
        return Profile.isFeatureEnabled(Profile.Feature.SSF);
    }

    @Override
    public SsfTransmitterProvider create(KeycloakSession session) {
        return transmitter().create(session);
    }

    @Override
    public void init(Config.Scope config) {
        transmitter().init(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        transmitter().postInit(factory);
    }

    @Override
    public void close() {
        transmitter().close();
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return transmitter().getConfigMetadata();
    }

    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return transmitter().dependsOn();
    }

    /** Keycloak's own, so that its options apply. */
    @Override
    public String getId() {
        return "default";
    }

    @Override
    public int order() {
        return 1;
    }
}
