package io.github.keycloakassume.testsuite;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Registers {@code testbed} below each realm of a test server. */
public final class TestBedResourceProviderFactory implements RealmResourceProviderFactory {

    /** The path below a realm. */
    public static final String ID = "testbed";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new TestBedResourceProvider(session);
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Needs no other provider.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
