package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.Reviews;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Has what runs reviewed when an administrator may have taken away what it rests on and Keycloak's model has no event for it,
 * or one that logins fire too: an organization or all of a realm's are disabled ({@code OrganizationResource.update}, {@code
 * RealmAdminResource.updateRealm}), a user, a group or a role loses a role, a user leaves a group, a group is moved or removed, a
 * client goes with its roles.
 */
public final class AccessChangeWatch implements EventListenerProviderFactory {

    /** By the names of {@code ResourceType} and {@code OperationType}, which are not ours to touch. */
    private static final Set<String> CHANGES = Set.of(
            "ORGANIZATION UPDATE",
            "REALM UPDATE",
            "REALM_ROLE_MAPPING DELETE",
            "CLIENT_ROLE_MAPPING DELETE",
            "REALM_ROLE DELETE",
            "CLIENT_ROLE DELETE",
            "CLIENT DELETE",
            "GROUP_MEMBERSHIP DELETE",
            "GROUP UPDATE",
            "GROUP DELETE",
            "ORGANIZATION_GROUP_MEMBERSHIP DELETE",
            "ORGANIZATION_GROUP UPDATE",
            "ORGANIZATION_GROUP DELETE");

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new Listener(session);
    }

    private record Listener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(Event event) {}

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            String change = event.getResourceTypeAsString() + " " + event.getOperationType();
            if (event.getRealmId() != null && CHANGES.contains(change)) {
                Reviews.askFor(session, event.getRealmId());
            }
        }

        @Override
        public void close() {}
    }

    /** Also where a realm names no listeners. */
    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-access-changes";
    }
}
