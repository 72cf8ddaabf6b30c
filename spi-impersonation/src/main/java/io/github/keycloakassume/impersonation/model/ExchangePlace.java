package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Secrets;

/**
 * What impersonations by exchanged tokens share that are one: of them one runs at a time.
 *
 * @param actor the impersonator
 * @param origin the login session that the actor acts from; of a service account the internal id of its client
 * @param clientId internal id of the client that exchanges
 * @param subject the user impersonated
 */
public record ExchangePlace(Person actor, String origin, String clientId, Person subject) {

    /** One and the same for the same, whatever node asks: 43 characters. */
    public String key() {
        return Secrets.hash(String.join(
                "\n", actor.realmId(), actor.userId(), origin, clientId, subject.realmId(), subject.userId()));
    }
}
