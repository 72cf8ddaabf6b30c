package io.github.keycloakassume.testsuite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.client.ClientStorageProvider;

/**
 * A storage outside of Keycloak with a client {@code stored-app} for each client {@code app} of the realm: it says of it what the
 * realm says of the other, client scopes and secret included.
 */
public final class StoredClients implements ClientStorageProvider {

    private static final String PREFIX = "stored-";

    private final KeycloakSession session;
    private final ComponentModel component;

    StoredClients(KeycloakSession session, ComponentModel component) {
        this.session = session;
        this.component = component;
    }

    @Override
    public @Nullable ClientModel getClientById(RealmModel realm, String id) {
        return getClientByClientId(realm, StorageId.externalId(id));
    }

    @Override
    public @Nullable ClientModel getClientByClientId(RealmModel realm, String clientId) {
        ClientModel other = other(realm, clientId);
        return other == null ? null : stored(clientId, other);
    }

    @Override
    public Stream<ClientModel> searchClientsByClientIdStream(
            RealmModel realm, String clientId, Integer firstResult, Integer maxResults) {
        return Stream.empty();
    }

    @Override
    public Stream<ClientModel> searchClientsByAttributes(
            RealmModel realm, Map<String, String> attributes, Integer firstResult, Integer maxResults) {
        return Stream.empty();
    }

    @Override
    public Map<String, ClientScopeModel> getClientScopes(RealmModel realm, ClientModel client, boolean defaultScopes) {
        ClientModel other = other(realm, client.getClientId());
        return other == null ? Map.of() : other.getClientScopes(defaultScopes);
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private @Nullable ClientModel other(RealmModel realm, String clientId) {
        return clientId.startsWith(PREFIX)
                ? session.clients().getClientByClientId(realm, clientId.substring(PREFIX.length()))
                : null;
    }

    private ClientModel stored(String clientId, ClientModel other) {
        String id = new StorageId(component.getId(), clientId).getId();
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "getId" -> id;
            case "getClientId" -> clientId;
            case "equals" ->
                arguments[0] instanceof ClientModel client && client.getId().equals(id);
            case "hashCode" -> id.hashCode();
            default -> call(method, other, arguments);
        };
        return (ClientModel) Proxy.newProxyInstance(
                StoredClients.class.getClassLoader(), new Class<?>[] {ClientModel.class}, handler);
    }

    private static @Nullable Object call(Method method, ClientModel other, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(other, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
