package io.github.keycloakassume.testsuite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.ReadOnlyException;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;

/**
 * A user of {@link FederatedUsers}: name and address follow from the username, roles are Keycloak's. One whose username
 * starts with {@code federated-fixed-} keeps the roles that they have, as in a directory that may only be read.
 */
final class FederatedUser extends AbstractUserAdapterFederatedStorage {

    private final String username;

    FederatedUser(KeycloakSession session, RealmModel realm, ComponentModel component, String username) {
        super(session, realm, component);
        this.username = username;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public void setUsername(String changed) {
        throw new ReadOnlyException("read-only");
    }

    @Override
    public void deleteRoleMapping(RoleModel role) {
        if (username.startsWith("federated-fixed-")) {
            throw new ReadOnlyException("read-only");
        }
        super.deleteRoleMapping(role);
    }

    @Override
    public @Nullable String getFirstAttribute(String name) {
        String own = profile().get(name);
        return own == null ? super.getFirstAttribute(name) : own;
    }

    @Override
    public Stream<String> getAttributeStream(String name) {
        String own = profile().get(name);
        return own == null ? super.getAttributeStream(name) : Stream.of(own);
    }

    @Override
    public Map<String, List<String>> getAttributes() {
        var attributes = new HashMap<>(super.getAttributes());
        profile().forEach((name, value) -> attributes.put(name, List.of(value)));
        return attributes;
    }

    private Map<String, String> profile() {
        return Map.of(
                UserModel.USERNAME,
                username,
                UserModel.FIRST_NAME,
                username,
                UserModel.LAST_NAME,
                "Federated",
                UserModel.EMAIL,
                username + FederatedUsers.EMAIL_SUFFIX);
    }
}
