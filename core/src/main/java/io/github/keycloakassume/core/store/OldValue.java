package io.github.keycloakassume.core.store;

import java.util.Set;

/**
 * What a row said before a transaction changed it.
 *
 * @param field which value
 * @param realmId the realm of the row; empty for a client's
 * @param holder id of the row
 * @param values the value, or values, that it had; none where it had none
 */
public record OldValue(Field field, String realmId, String holder, Set<String> values) {

    public OldValue {
        values = Set.copyOf(values);
    }

    /** Values of Keycloak's rows that decide who has a role, what is known for one, or which clients may have a client scope. */
    public enum Field {
        /** The name of a role. */
        ROLE_NAME("org.keycloak.models.jpa.entities.RoleEntity", "name"),
        /** The public id of a client: Keycloak knows its administration clients by that. */
        CLIENT_ID("org.keycloak.models.jpa.entities.ClientEntity", "clientId"),
        /** Whether a client keeps no secret. */
        CLIENT_IS_PUBLIC("org.keycloak.models.jpa.entities.ClientEntity", "publicClient"),
        /** Whether a client has its users' tokens from others alone. */
        CLIENT_IS_BEARER_ONLY("org.keycloak.models.jpa.entities.ClientEntity", "bearerOnly"),
        /** The group above a group. */
        GROUP_PARENT("org.keycloak.models.jpa.entities.GroupEntity", "parentId"),
        /** The role that every user of a realm has. */
        DEFAULT_ROLE("org.keycloak.models.jpa.entities.RealmEntity", "defaultRoleId"),
        /** The groups that every new user of a realm joins. */
        DEFAULT_GROUPS("org.keycloak.models.jpa.entities.RealmEntity", "defaultGroupIds");

        private final String entity;
        private final String property;

        Field(String entity, String property) {
            this.entity = entity;
            this.property = property;
        }

        String entity() {
            return entity;
        }

        String property() {
            return property;
        }
    }
}
