package io.github.keycloakassume.testsuite;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Hands out {@link TestBedResource}. */
final class TestBedResourceProvider implements RealmResourceProvider {

    private final KeycloakSession session;

    TestBedResourceProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return new TestBedResource(session);
    }

    @Override
    public void close() {
        // Holds nothing but the session, which Keycloak closes.
    }
}
