package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.model.Pseudonym;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Takes the names of removed users out of impersonations: what was done stays, and by one and the same. */
public final class RemovedParticipants {

    private static final List<String> PLACES =
            List.of(ImpersonationEntity.PSEUDONYMISE_IMPERSONATOR, ImpersonationEntity.PSEUDONYMISE_SUBJECT);

    private final EntityManager entities;

    public RemovedParticipants(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Gives users their pseudonym wherever they stand, in whatever realm they acted. */
    public void pseudonymise(String realmId, String userId) {
        PLACES.forEach(place -> entities.createNamedQuery(place)
                .setParameter("userRealmId", realmId)
                .setParameter("id", userId)
                .setParameter("newId", Pseudonym.id(userId))
                .setParameter("newName", Pseudonym.name(userId))
                .executeUpdate());
    }
}
