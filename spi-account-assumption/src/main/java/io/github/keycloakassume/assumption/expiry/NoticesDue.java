package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.grants.Subjects;
import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.store.GrantStore;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Grants and denials that end soon, which nobody has been told yet. */
final class NoticesDue implements Due<Grant> {

    @Override
    public List<Grant> claim(KeycloakSession session, Instant now, int most) {
        return new GrantStore(session).claimNoticeDue(now, most);
    }

    @Override
    public String kind() {
        return "Notices of grants and denials that end soon";
    }

    @Override
    public String describe(Grant due) {
        return "the notice before the end of grant " + due.id();
    }

    @Override
    public String realmOf(Grant due) {
        return due.realmId();
    }

    /** A server that was down for long tells of what is still in force only. */
    @Override
    public void settle(KeycloakSession session, RealmModel realm, List<Grant> due, Instant now) {
        note(session, due);
        TellTenant tell = new TellTenant(session, realm, Subjects.of(due, session, realm));
        due.stream().filter(grant -> grant.isActive(now)).forEach(tell::endingSoon);
    }

    @Override
    public void settleQuietly(KeycloakSession session, Grant due, Instant now) {
        note(session, List.of(due));
    }

    @Override
    public void forget(KeycloakSession session, String realmId) {
        new GrantStore(session).deleteByRealm(realmId);
    }

    private static void note(KeycloakSession session, List<Grant> due) {
        new GrantStore(session).updateAll(due.stream().map(Grant::noticed).toList());
    }
}
