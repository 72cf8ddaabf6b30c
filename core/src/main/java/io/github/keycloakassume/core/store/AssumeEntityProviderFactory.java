package io.github.keycloakassume.core.store;

import java.util.List;
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

/** Brings our tables into Keycloak's database, and takes a realm's rows away with the realm, a user's names with the user. */
public final class AssumeEntityProviderFactory implements JpaEntityProviderFactory {

    /** Its first ten letters name the change log's own table, so no other factory's may be the same. */
    static final String ID = "assume-impersonation";

    private static final String CHANGELOG = "META-INF/assume-impersonation-changelog.xml";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new JpaEntityProvider() {
            @Override
            public List<Class<?>> getEntities() {
                return List.of(
                        TrailEntity.class,
                        KnownRoleEntity.class,
                        MappedRoleEntity.class,
                        MappedBeforeEntity.class,
                        OutboxEntity.class,
                        TurnEntity.class);
            }

            @Override
            public String getChangelogLocation() {
                return CHANGELOG;
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

    /**
     * Takes the names out. Keycloak removes some users without the one event ({@code UserProvider.removeUser} alone: SCIM,
     * managed members of organizations, accounts of clients), others without the other (of its own table alone). Where it
     * publishes both, the second time finds what was written in between. Another storage may still say no after the first
     * ({@code UserStorageManager.removeUser}), and its user stays.
     */
    private static void forget(KeycloakSession session, RealmModel realm, UserModel user) {
        new RemovedUsers(session).pseudonymise(realm.getId(), user.getId());
        new OutboxStore(session).deleteByRecipient(realm.getId(), user.getId());
        new MappedRoleStore(session).deleteByUser(user.getId());
    }

    private static void forget(KeycloakSession session, String realmId) {
        new TrailStore(session).deleteByRealm(realmId);
        new KnownRoleStore(session).deleteByRealm(realmId);
        new MappedRoleStore(session).deleteByRealm(realmId);
        new OutboxStore(session).deleteByRealm(realmId);
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }
}
