package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.ExchangingActor;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/** Notes exchanges on behalf of a user that are refused before it comes to that user. */
record OnBehalfOfTrail(KeycloakSession session, Clock clock) {

    /**
     * Notes it.
     *
     * @param actor null as long as the token of the actor is not verified
     */
    void refused(TokenExchangeContext context, @Nullable ExchangingActor actor, Refusal refusal) {
        TrailEntry entry = TrailEntry.refused(
                context.getRealm().getId(), actor == null ? null : actor.person(), null, null, refusal);
        new Trail(session, clock).refused(entry.in(context.getClient().getClientId()));
    }
}
