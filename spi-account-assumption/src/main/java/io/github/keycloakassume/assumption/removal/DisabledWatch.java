package io.github.keycloakassume.assumption.removal;

import java.util.Set;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Has what runs reviewed when an organization, or a realm's organizations altogether, may have been disabled: what they
 * have granted lets no vendor in meanwhile. Keycloak tells of that with an admin event alone ({@code
 * OrganizationResource.update}, {@code RealmAdminResource.updateRealm}); the model has no event for it.
 */
public final class DisabledWatch implements EventListenerProviderFactory {

    /** Names of {@code ResourceType}, which is not ours to touch. */
    private static final Set<String> SWITCHES = Set.of("ORGANIZATION", "REALM");

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new Listener(session);
    }

    private record Listener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(Event event) {}

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            if (SWITCHES.contains(event.getResourceTypeAsString())) {
                RealmModel realm = session.realms().getRealm(event.getRealmId());
                if (realm != null) {
                    Reviews.askFor(session, realm);
                }
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
        return "assume-organization-switch";
    }
}
