package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import org.keycloak.models.KeycloakSession;

/** Has what runs in a realm reviewed; once, however much of it changes in one request. */
final class Reviews {

    private static final String ASKED = "assume.review.";

    private Reviews() {}

    static void askFor(KeycloakSession session, String realmId) {
        String asked = ASKED + realmId;
        if (session.getAttribute(asked) == null) {
            session.setAttribute(asked, true);
            session.getProvider(ImpersonationRegistry.class).reviewAll(realmId);
        }
    }
}
