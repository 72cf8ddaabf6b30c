package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.core.spi.TrailShortened;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;

/**
 * Brings the tables of grants into Keycloak's database, takes a realm's rows away with the realm, and what is over with
 * the trail that tells of it.
 */
public final class AssumptionEntityProviderFactory implements JpaEntityProviderFactory {

    /** Its first ten letters name the change log's own table, so no other factory's may be the same. */
    static final String ID = "assume-grants";

    private static final String CHANGELOG = "META-INF/assume-grants-changelog.xml";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new JpaEntityProvider() {
            @Override
            public List<Class<?>> getEntities() {
                return List.of(
                        GrantEntity.class,
                        RequestEntity.class,
                        OrganizationAnswerEntity.class,
                        TenantEntity.class,
                        AssumptionSettingsEntity.class,
                        VendorEntity.class);
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
            } else if (event instanceof TrailShortened shortened) {
                new GrantStore(shortened.session()).deleteEndedBefore(shortened.realmId(), shortened.since());
                new RequestStore(shortened.session()).deleteAnsweredBefore(shortened.realmId(), shortened.since());
            }
        });
    }

    private static void forget(KeycloakSession session, String realmId) {
        new GrantStore(session).deleteByRealm(realmId);
        new RequestStore(session).deleteByRealm(realmId);
        new TenantStore(session).deleteByRealm(realmId);
        new AssumptionSettingsStore(session).deleteByRealm(realmId);
        new VendorStore(session).deleteByRealm(realmId);
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }
}
