package io.github.keycloakassume.testsuite;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.client.ClientStorageProviderFactory;

/** Makes {@link StoredClients} for realms that have a component of this id. */
public final class StoredClientsFactory implements ClientStorageProviderFactory<StoredClients> {

    @Override
    public String getId() {
        return "testbed-clients";
    }

    @Override
    public StoredClients create(KeycloakSession session, ComponentModel component) {
        return new StoredClients(session, component);
    }
}
