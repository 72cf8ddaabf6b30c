package io.github.keycloakassume.assumption.store;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/**
 * Remembers who is vendor because of an identity provider. Links to providers can be removed one by one, and go all together
 * with the provider; what is kept here goes only when somebody who decides in the realm no longer names the provider.
 */
public final class VendorStore {

    /** Keycloak's own tables of links, by the names of its JPA entities: those of its own users, those of federated ones. */
    private static final List<String> LINKS = List.of(
            "select distinct l.user.id from FederatedIdentityEntity l"
                    + " where l.realmId = :realmId and l.identityProvider = :provider",
            "select distinct l.userId from BrokerLinkEntity l"
                    + " where l.realmId = :realmId and l.identityProvider = :provider");

    private final EntityManager entities;

    public VendorStore(KeycloakSession session) {
        this.entities = Rows.of(session);
    }

    public boolean knows(String realmId, String userId) {
        return entities.createNamedQuery(VendorEntity.COUNT, Long.class)
                        .setParameter("realmId", realmId)
                        .setParameter("userId", userId)
                        .getSingleResult()
                > 0;
    }

    /** Remembers a user of a provider, unless that is known. */
    public void remember(String realmId, String userId, String provider, Instant now) {
        VendorEntity.Key key = new VendorEntity.Key(realmId, userId, provider);
        if (entities.find(VendorEntity.class, key) == null) {
            entities.persist(VendorEntity.of(key, now.toEpochMilli()));
        }
    }

    /** Remembers all who are linked to a provider at this moment. */
    public void rememberLinked(String realmId, String provider, Instant now) {
        Set<String> known = new HashSet<>(users(VendorEntity.USERS_OF, realmId, provider));
        for (String links : LINKS) {
            entities
                    .createQuery(links, String.class)
                    .setParameter("realmId", realmId)
                    .setParameter("provider", provider)
                    .getResultList()
                    .stream()
                    .filter(known::add)
                    .forEach(user -> entities.persist(
                            VendorEntity.of(new VendorEntity.Key(realmId, user, provider), now.toEpochMilli())));
        }
        entities.flush();
    }

    private List<String> users(String query, String realmId, String provider) {
        return entities.createNamedQuery(query, String.class)
                .setParameter("realmId", realmId)
                .setParameter("provider", provider)
                .getResultList();
    }

    /** Forgets the users of a provider. */
    public void forgetProvider(String realmId, String provider) {
        entities.createNamedQuery(VendorEntity.DELETE_BY_PROVIDER)
                .setParameter("realmId", realmId)
                .setParameter("provider", provider)
                .executeUpdate();
    }

    public void forgetUser(String realmId, String userId) {
        entities.createNamedQuery(VendorEntity.DELETE_BY_USER)
                .setParameter("realmId", realmId)
                .setParameter("userId", userId)
                .executeUpdate();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(VendorEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}
