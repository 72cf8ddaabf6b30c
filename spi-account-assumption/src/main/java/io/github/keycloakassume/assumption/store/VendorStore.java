package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.core.model.Pseudonym;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/**
 * Remembers who is vendor because of an identity provider. Links to providers can be removed one by one, and go all together
 * with the provider, and the user may be removed and come back; what is kept here goes only when one who decides in the realm
 * no longer names the provider.
 */
public final class VendorStore {

    /** From Keycloak's own tables of links, by the names of its JPA entities: those of its own users, those of federated ones. */
    private static final List<String> LINKS = List.of(
            rememberAllOf("FederatedIdentityEntity", "l.user.id"), rememberAllOf("BrokerLinkEntity", "l.userId"));

    private final EntityManager entities;

    public VendorStore(KeycloakSession session) {
        this.entities = Rows.of(session);
    }

    public boolean knows(String realmId, String userId) {
        return entities.createNamedQuery(VendorEntity.COUNT, Long.class)
                        .setParameter("realmId", realmId)
                        .setParameter("userIds", RemovedUser.idsOf(userId))
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

    /** Remembers all who are linked to a provider at this moment, without reading them. */
    public void rememberLinked(String realmId, String provider, Instant now) {
        entities.flush();
        LINKS.forEach(links -> entities.createQuery(links)
                .setParameter("realmId", realmId)
                .setParameter("provider", provider)
                .setParameter("now", now.toEpochMilli())
                .executeUpdate());
    }

    /** Forgets the users of a provider. */
    public void forgetProvider(String realmId, String provider) {
        entities.createNamedQuery(VendorEntity.DELETE_BY_PROVIDER)
                .setParameter("realmId", realmId)
                .setParameter("provider", provider)
                .executeUpdate();
    }

    /** Keeps that a removed user is vendor, who may come back with the same id; one that has a name in it as a pseudonym. */
    public void pseudonymise(String realmId, String userId) {
        String pseudonym = Pseudonym.id(userId);
        if (!pseudonym.equals(userId)) {
            entities.createNamedQuery(VendorEntity.OF_USER, VendorEntity.class)
                    .setParameter("realmId", realmId)
                    .setParameter("userId", userId)
                    .getResultList()
                    .forEach(known -> {
                        remember(realmId, pseudonym, known.provider(), Instant.ofEpochMilli(known.since()));
                        entities.remove(known);
                    });
        }
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(VendorEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    private static String rememberAllOf(String links, String user) {
        return "insert into VendorEntity (realmId, userId, provider, since)"
                + " select l.realmId, " + user + ", l.identityProvider, cast(:now as Long) from " + links + " l"
                + " where l.realmId = :realmId and l.identityProvider = :provider and not exists"
                + " (select 1 from VendorEntity v where v.realmId = l.realmId and v.userId = " + user
                + " and v.provider = l.identityProvider)";
    }
}
