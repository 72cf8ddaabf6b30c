package io.github.keycloakassume.impersonation.rest;

import jakarta.ws.rs.Path;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** {@code /realms/{realm}/impersonation}: what happens in the impersonator's browser. */
public final class BrowserResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    BrowserResource(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    @Path("start")
    public StartResource start() {
        return new StartResource(session, realm, clock);
    }

    @Path("status")
    public StatusResource status() {
        return new StatusResource(session, realm, clock);
    }

    @Path("revert")
    public RevertResource revert() {
        return new RevertResource(session, realm, clock);
    }
}
