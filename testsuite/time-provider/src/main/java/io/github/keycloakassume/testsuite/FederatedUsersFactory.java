package io.github.keycloakassume.testsuite;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.UserStorageProviderFactory;

/** Makes {@link FederatedUsers} for realms that have a component of this id. */
public final class FederatedUsersFactory implements UserStorageProviderFactory<FederatedUsers> {

    @Override
    public String getId() {
        return "testbed-users";
    }

    @Override
    public FederatedUsers create(KeycloakSession session, ComponentModel component) {
        return new FederatedUsers(session, component);
    }
}
