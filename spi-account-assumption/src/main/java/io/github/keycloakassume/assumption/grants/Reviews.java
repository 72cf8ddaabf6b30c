package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.core.keycloak.Administration;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Has what runs in a realm reviewed, and what its users run in others; once, however much of it changes in one request. Only
 * users of the administration realm run anything in others.
 */
public final class Reviews {

    private static final String ASKED = "assume.review.";

    private Reviews() {}

    /** At the end of the transaction. */
    public static void askFor(KeycloakSession session, String realmId) {
        String asked = ASKED + realmId;
        if (session.getAttribute(asked) == null) {
            session.setAttribute(asked, true);
            ImpersonationRegistry running = session.getProvider(ImpersonationRegistry.class);
            running.reviewAll(realmId);
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null && new Administration(session, realm).isMaster()) {
                running.reviewElsewhere(realmId);
            }
        }
    }
}
