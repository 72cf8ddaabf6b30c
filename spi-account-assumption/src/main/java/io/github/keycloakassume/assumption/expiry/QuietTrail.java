package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.impersonation.model.TrailAction;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.spi.TrailProvider;
import org.keycloak.models.KeycloakSession;

/** The trail where nobody can be looked up. */
final class QuietTrail {

    private QuietTrail() {}

    static void write(KeycloakSession session, String realmId, TrailAction action, String detail) {
        session.getProvider(TrailProvider.class).done(new TrailEntry(realmId, action, null, null, null, null, detail));
    }
}
