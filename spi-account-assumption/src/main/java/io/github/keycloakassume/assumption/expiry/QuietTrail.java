package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
import org.keycloak.models.KeycloakSession;

/** The trail where nobody can be looked up. */
final class QuietTrail {

    private QuietTrail() {}

    static void write(KeycloakSession session, String realmId, TrailAction action, String detail) {
        session.getProvider(TrailProvider.class).done(new TrailEntry(realmId, action, null, null, null, null, detail));
    }
}
