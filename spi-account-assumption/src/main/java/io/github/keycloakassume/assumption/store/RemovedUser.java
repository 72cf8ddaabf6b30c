package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.core.model.Pseudonym;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** Takes the name of a removed user out of what is kept: what was done stays, and by one and the same. */
record RemovedUser(String realmId, String userId) {

    /** The ids that a user has in rows: of one who was removed and has come back the pseudonym too. */
    static Set<String> idsOf(String userId) {
        String pseudonym = Pseudonym.id(userId);
        return pseudonym.equals(userId) ? Set.of(userId) : Set.of(userId, pseudonym);
    }

    /** Gives him his pseudonym where he stands as a person, with id and name. */
    void leave(EntityManager entities, List<String> places) {
        places.forEach(place -> entities.createNamedQuery(place)
                .setParameter("userRealmId", realmId)
                .setParameter("id", userId)
                .setParameter("newId", Pseudonym.id(userId))
                .setParameter("newName", Pseudonym.name(userId))
                .executeUpdate());
    }

    /** The same where only his id stands, if that tells who he was. */
    void leaveIds(EntityManager entities, List<String> places) {
        String newId = Pseudonym.id(userId);
        if (!newId.equals(userId)) {
            places.forEach(place -> entities.createNamedQuery(place)
                    .setParameter("userRealmId", realmId)
                    .setParameter("id", userId)
                    .setParameter("newId", newId)
                    .executeUpdate());
        }
    }
}
