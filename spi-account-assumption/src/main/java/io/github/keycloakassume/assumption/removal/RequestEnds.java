package io.github.keycloakassume.assumption.removal;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.grants.QuietTrail;
import io.github.keycloakassume.assumption.grants.TakeBackApprovals;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.store.RequestStore;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Forgets requests that no one can answer any more, as what they ask for is gone, or who asks; what was granted for them ends. */
final class RequestEnds {

    private final KeycloakSession session;
    private final RequestStore requests;
    private final TakeBackApprovals approvals;

    RequestEnds(KeycloakSession session, Instant now) {
        this.session = session;
        this.approvals = new TakeBackApprovals(session, now);
        this.requests = new RequestStore(session);
    }

    void of(List<AccessRequest> waiting) {
        // Each read again under lock: an organization may be approving it. In one order, so that two do not wait for
        // each other.
        List<AccessRequest> lost = waiting.stream()
                .sorted(comparing(AccessRequest::id))
                .flatMap(request -> requests.findLocked(request.realmId(), request.id()).stream())
                .toList();
        lost.stream().collect(groupingBy(AccessRequest::realmId)).forEach((realmId, ofRealm) -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                approvals.of(realm, ofRealm, null);
            }
        });
        lost.forEach(request -> {
            requests.delete(request);
            QuietTrail.write(
                    session, request.realmId(), GrantTrail.ANSWERED, null, "request " + request.id() + ", removed");
        });
    }
}
