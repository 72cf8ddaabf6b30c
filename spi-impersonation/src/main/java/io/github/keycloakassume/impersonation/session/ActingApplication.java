package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.keycloak.Application;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.Via;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The application that exchanges tokens on behalf of a user: once it may not, none of that impersonation is good at any other. */
final class ActingApplication {

    private ActingApplication() {}

    /**
     * What closes it; costs no query for what Keycloak has in its caches.
     *
     * @return empty when nothing does, or no application exchanges tokens there; {@code impersonation-not-active} when it is disabled
     *     or gone
     */
    static Optional<Refusal> refusal(KeycloakSession session, RealmModel realm, Via via, Mode mode) {
        @Nullable String id = via.clientId();
        if (id == null) {
            return Optional.empty();
        }
        @Nullable ClientModel acting = realm.getClientById(id);
        return acting == null || !acting.isEnabled()
                ? Optional.of(ImpersonationRefusal.IMPERSONATION_NOT_ACTIVE)
                : ApplicationRules.refusal(session, new Application(acting), mode);
    }
}
