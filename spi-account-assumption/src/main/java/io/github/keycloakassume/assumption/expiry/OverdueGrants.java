package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Grants and denials whose time is up. What runs under them ends no later by itself. */
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
        List<Grant> expired = due.stream().map(grant -> grant.expired(now)).toList();
        new GrantStore(session).updateAll(expired);
        KnownUsers users = Subjects.of(expired, session, realm);
        GrantTrail trail = new GrantTrail(session, realm, users);
        TellTenant tell = new TellTenant(session, realm, users);
        expired.forEach(grant -> {
            trail.done(GrantTrail.ENDED, null, grant);
            tell.ended(grant);
        });
        if (expired.stream().anyMatch(grant -> grant.owner().authority() == Authority.ORGANIZATION)) {
            // What rests on another organization's grant may have needed the consent.
            session.getProvider(ImpersonationRegistry.class).reviewAll(realm.getId());
        }
    }

    @Override
    public void settleQuietly(KeycloakSession session, Grant due, Instant now) {
        Grant expired = due.expired(now);
        new GrantStore(session).updateAll(List.of(expired));
        QuietTrail.write(session, due.realmId(), GrantTrail.ENDED, "grant " + due.id() + ", expired");
    }

    @Override
    public void forget(KeycloakSession session, String realmId) {
        new GrantStore(session).deleteByRealm(realmId);
    }
}
