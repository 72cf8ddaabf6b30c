package io.github.keycloakassume.core.keycloak;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Clients that settings name: by their internal ids where they are kept, by their client ids where people read and write
 * them. A client id can be registered anew by another client once it is free.
 */
public final class NamedClients {

    /** Client ids of Keycloak's own clients, which we trust by these. */
    public static final Set<String> OF_KEYCLOAK = Set.copyOf(Constants.defaultClients);

    /** As {@code ClientEntity.ID_MAX_LENGTH}; clients of a storage outside Keycloak have longer ones and are not named. */
    private static final int LONGEST_ID = 36;

    private final KeycloakSession session;
    private final RealmModel realm;

    public NamedClients(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The internal ids; empty when one of the client ids is no client's of the realm. */
    public Optional<Set<String>> ids(Collection<String> clientIds) {
        Set<String> ids = new HashSet<>();
        for (String clientId : clientIds) {
            @Nullable ClientModel client = session.clients().getClientByClientId(realm, clientId);
            if (client == null || client.getId().length() > LONGEST_ID) {
                return Optional.empty();
            }
            ids.add(client.getId());
        }
        return Optional.of(ids);
    }

    /** The client ids, in order; without those of clients that are no more. */
    public List<String> clientIds(Collection<String> ids) {
        return ids.stream()
                .map(id -> session.clients().getClientById(realm, id))
                .filter(Objects::nonNull)
                .map(ClientModel::getClientId)
                .sorted()
                .toList();
    }
}
