package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.grants.QuietTrail;
import io.github.keycloakassume.assumption.grants.TakeBackApprovals;
import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.store.RequestStore;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Requests that nobody answered in time. */
final class LapsedRequests implements Due<AccessRequest> {

    @Override
    public List<AccessRequest> claim(KeycloakSession session, Instant now, int most) {
        return new RequestStore(session).claimLapsed(now, most);
    }

    @Override
    public String kind() {
        return "Requests that were not answered in time";
    }

    @Override
    public String describe(AccessRequest due) {
        return "request " + due.id();
    }

    @Override
    public String realmOf(AccessRequest due) {
        return due.realmId();
    }

    @Override
    public void settle(KeycloakSession session, RealmModel realm, List<AccessRequest> due, Instant now) {
        List<AccessRequest> lapsed =
                due.stream().map(request -> request.lapsed(now)).toList();
        new RequestStore(session).updateAll(lapsed);
        GrantTrail trail = new GrantTrail(session, realm);
        TellTenant tell = new TellTenant(session, realm);
        lapsed.forEach(request -> {
            trail.done(GrantTrail.ANSWERED, null, request);
            tell.decided(request, null);
        });
        new TakeBackApprovals(session, now).of(realm, lapsed, null);
    }

    @Override
    public void settleQuietly(KeycloakSession session, AccessRequest due, Instant now) {
        new RequestStore(session).updateAll(List.of(due.lapsed(now)));
        QuietTrail.write(session, due.realmId(), GrantTrail.ANSWERED, null, "request " + due.id() + ", lapsed");
        new TakeBackApprovals(session, now).withoutNames(due);
    }

    @Override
    public void forget(KeycloakSession session, String realmId) {
        new RequestStore(session).deleteByRealm(realmId);
    }
}
