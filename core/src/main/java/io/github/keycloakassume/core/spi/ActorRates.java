package io.github.keycloakassume.core.spi;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.RefusedException;
import org.keycloak.provider.Provider;

/** How often one person may do what queues rows or mails: in one realm, on all nodes together. */
public interface ActorRates extends Provider {

    /**
     * Lets those pass who have not done it too often. Ask before anything is written.
     *
     * @param realmId the realm it is done in, which may not be the person's own
     * @throws RefusedException {@code too-many-requests}, with the seconds until it may be tried again
     */
    void require(String realmId, Person actor, RatedAct act);

    /** How many impersonations one person may have asked for in one realm and neither started nor ended. */
    int mostPending();

    @Override
    default void close() {}
}
