package io.github.keycloakassume.planted.impersonation.session;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.planted.assumption.model.PlantedSecret;
import io.github.keycloakassume.planted.assumption.spi.PlantedOffer;

/** Uses the core, what another module offers and what it does not. */
public final class PlantedUse {

    public Refusal core() {
        return Refusal.NOT_ALLOWED;
    }

    public String offered(PlantedOffer offer) {
        return offer.word().text();
    }

    public String secret(PlantedSecret secret) {
        return secret.text();
    }
}
