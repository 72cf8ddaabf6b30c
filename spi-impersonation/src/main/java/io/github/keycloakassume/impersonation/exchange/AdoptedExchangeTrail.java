package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/** Notes who was not let to be whom by token exchange V1, as far as the request tells. */
record AdoptedExchangeTrail(KeycloakSession session, Clock clock) {

    void refused(TokenExchangeContext context, String requestedSubject, Refusal refusal) {
        RealmModel realm = context.getRealm();
        TrailEntry entry = TrailEntry.refused(
                realm.getId(),
                Optional.ofNullable(context.getParams().getSubjectToken())
                        .flatMap(encoded -> new PresentedToken(session, encoded).verifiedSession())
                        .map(login -> Directory.person(login.getRealm(), login.getUser()))
                        .orElse(null),
                Directory.named(session, realm, requestedSubject)
                        .map(user -> Directory.person(realm, user))
                        .orElse(null),
                null,
                refusal);
        new Trail(session, clock).refused(entry.in(context.getClient().getClientId()));
    }
}
