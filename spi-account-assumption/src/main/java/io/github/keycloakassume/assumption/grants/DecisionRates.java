package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.spi.ActorRates;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How often one person may decide within an hour. What only takes away has a wider limit of its own, so that it is possible when
 * no more may be granted; to end a grant has none, and the realm's administrators, who import many, have none for denials.
 */
final class DecisionRates {

    private final ActorRates rates;
    private final RealmModel realm;

    DecisionRates(KeycloakSession session, RealmModel realm) {
        this.rates = session.getProvider(ActorRates.class);
        this.realm = realm;
    }

    /**
     * Before a vendor is let in, or further in.
     *
     * @throws io.github.keycloakassume.core.model.RefusedException {@code too-many-requests}
     */
    void requireWidening(Decider decider) {
        rates.require(realm.getId(), decider.person(), RatedAct.GRANT);
    }

    /**
     * Before a vendor is denied access, or given less.
     *
     * @throws io.github.keycloakassume.core.model.RefusedException {@code too-many-requests}
     */
    void requireNarrowing(Decider decider) {
        if (!(decider instanceof Decider.OfRealm)) {
            rates.require(realm.getId(), decider.person(), RatedAct.DECISION);
        }
    }
}
