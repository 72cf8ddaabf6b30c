package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.grants.EndGrants;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantEnding;
import io.github.keycloakassume.assumption.store.GrantStore;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Grants and denials whose time is up. */
final class OverdueGrants implements Due<Grant> {

    @Override
    public List<Grant> claim(KeycloakSession session, Instant now, int most) {
        return new GrantStore(session).claimOverdue(now, most);
    }

    @Override
    public String kind() {
        return "Grants and denials whose time is up";
    }

    @Override
    public String describe(Grant due) {
        return "grant " + due.id();
    }

    @Override
    public String realmOf(Grant due) {
        return due.realmId();
    }

    @Override
    public void settle(KeycloakSession session, RealmModel realm, List<Grant> due, Instant now) {
        new EndGrants(session, now).end(realm, GrantEnding.EXPIRED, null, due);
    }

    @Override
    public void settleQuietly(KeycloakSession session, Grant due, Instant now) {
        new EndGrants(session, now).endWithoutNames(GrantEnding.EXPIRED, List.of(due));
    }

    @Override
    public void forget(KeycloakSession session, String realmId) {
        new GrantStore(session).deleteByRealm(realmId);
    }
}
