package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.store.AssumeEntityProviderFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.UserPreRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.storage.StorageId;

/**
 * Tells Keycloak of the engine's entities, whose tables are made with all others ({@link AssumeEntityProviderFactory}), and takes a
 * realm's rows away with the realm, a user's names with the user.
 */
public final class ImpersonationEntityProviderFactory implements JpaEntityProviderFactory {

    static final String ID = "assume-engine";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new JpaEntityProvider() {
            @Override
            public List<Class<?>> getEntities() {
                return List.of(
                        ImpersonationEntity.class,
                        ActCountEntity.class,
                        SettingsEntity.class,
                        ConsentEntity.class,
                        ExchangePlaceEntity.class);
            }

            @Override
            public @Nullable String getChangelogLocation() {
                return null;
            }

            @Override
            public String getFactoryId() {
                return ID;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof RealmRemovedEvent removed) {
                forget(removed.getKeycloakSession(), removed.getRealm().getId());
            } else if (event instanceof UserPreRemovedEvent removed
                    && StorageId.isLocalStorage(removed.getUser().getId())) {
                forget(removed.getKeycloakSession(), removed.getRealm(), removed.getUser());
            } else if (event instanceof UserRemovedEvent removed) {
                forget(removed.getKeycloakSession(), removed.getRealm(), removed.getUser());
            }
        });
    }

    /** As the core does, and for its reasons. */
    private static void forget(KeycloakSession session, RealmModel realm, UserModel user) {
        new RemovedParticipants(session).pseudonymise(realm.getId(), user.getId());
    }

    private static void forget(KeycloakSession session, String realmId) {
        new ActCountStore(session).deleteByRealm(realmId);
        new ImpersonationStore(session).deleteByRealm(realmId);
        new SettingsStore(session).deleteByRealm(realmId);
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }
}
