package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.spi.TrailProvider;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** Forgets requests that nobody can answer any more, as what they ask for is gone, or who asks. */
final class RequestEnds {

    private final RequestStore requests;
    private final TrailProvider trail;

    RequestEnds(KeycloakSession session) {
        this.requests = new RequestStore(session);
        this.trail = session.getProvider(TrailProvider.class);
    }

    void of(List<AccessRequest> lost) {
        lost.forEach(request -> {
            requests.delete(request);
            trail.done(new TrailEntry(
                    request.realmId(),
                    GrantTrail.ANSWERED,
                    null,
                    null,
                    null,
                    null,
                    "request " + request.id() + ", removed"));
        });
    }
}
