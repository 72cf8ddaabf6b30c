package io.github.keycloakassume.testsuite;

import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.storage.UserStorageProviderFactory;

/** Makes {@link FederatedUsers} for realms that have a component of this id. */
public final class FederatedUsersFactory implements UserStorageProviderFactory<FederatedUsers> {

    @Override
    public String getId() {
        return "testbed-users";
    }

    /** Keycloak keeps of a component only what its provider knows. */
    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(FederatedUsers.UNREACHABLE)
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .add()
                .build();
    }

    @Override
    public FederatedUsers create(KeycloakSession session, ComponentModel component) {
        return new FederatedUsers(session, component);
    }
}
