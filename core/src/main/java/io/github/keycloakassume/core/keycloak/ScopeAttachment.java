package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.jpa.entities.ClientScopeClientMappingEntity;
import org.keycloak.models.jpa.entities.DefaultClientScopeRealmMappingEntity;

/**
 * A client scope at a client or for all new clients, as default or optional one.
 *
 * @param scopeId id of the client scope
 * @param clientId internal id of the client, null for all new ones of its realm
 */
public record ScopeAttachment(String scopeId, @Nullable String clientId) {

    /** What an entity of Keycloak attaches, empty for all others. */
    public static Optional<ScopeAttachment> of(Object entity) {
        if (entity instanceof ClientScopeClientMappingEntity mapping) {
            return Optional.of(new ScopeAttachment(mapping.getClientScopeId(), mapping.getClientId()));
        } else if (entity instanceof DefaultClientScopeRealmMappingEntity mapping) {
            return Optional.of(new ScopeAttachment(mapping.getClientScopeId(), null));
        }
        return Optional.empty();
    }
}
