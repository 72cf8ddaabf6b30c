package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.BackgroundRequest;
import io.github.keycloakassume.impersonation.model.Impersonation;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The request that there is none of when a timer ends an impersonation. */
public final class RequestAsAtStart {

    private RequestAsAtStart() {}

    /**
     * Puts it into the session's context, at the address that the server had when that impersonation started.
     *
     * @param begun a record of before that was kept counts for the configured hostname alone
     */
    public static void enter(KeycloakSession session, RealmModel realm, Impersonation begun) {
        String issuer = begun.start() == null ? null : begun.start().issuer();
        BackgroundRequest.enter(session, realm, issuer == null ? "http://localhost/realms/" : issuer);
    }
}
