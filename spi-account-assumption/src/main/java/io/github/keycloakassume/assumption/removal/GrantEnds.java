package io.github.keycloakassume.assumption.removal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;

import io.github.keycloakassume.assumption.grants.EndGrants;
import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.grants.Reviews;
import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantEnding;
import io.github.keycloakassume.assumption.store.GrantStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Grants that have lost what they were about. Each is read again under lock, so that whoever changes it at this very moment
 * does not make the removal fail.
 */
final class GrantEnds {

    private final KeycloakSession session;
    private final Instant now;
    private final GrantStore grants;

    GrantEnds(KeycloakSession session, Instant now) {
        this.session = session;
        this.now = now;
        this.grants = new GrantStore(session);
    }

    /** Ends them, of whatever realm they are. */
    void of(List<Grant> lost) {
        lost.stream().collect(groupingBy(Grant::realmId)).forEach((realmId, ofRealm) -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                of(realm, GrantEnding.TARGET_REMOVED, ofRealm);
            }
        });
    }

    /** Ends them, of one realm. */
    void of(RealmModel realm, GrantEnding ending, List<Grant> lost) {
        end(realm, ending, grants.lockInForce(lost, now));
    }

    /** Takes a role out of them that subjects had to hold; one that would be left without any would be one for everybody. */
    void withoutSubjectRole(RealmModel realm, String roleId, List<Grant> concerned) {
        Map<Boolean, List<Grant>> byWhetherLast = grants.lockInForce(concerned, now).stream()
                .collect(partitioningBy(
                        grant -> grant.withoutSubjectRole(roleId, now).end() != null));
        change(realm, roleId, byWhetherLast.getOrDefault(false, List.of()));
        end(realm, GrantEnding.TARGET_REMOVED, byWhetherLast.getOrDefault(true, List.of()));
    }

    private void change(RealmModel realm, String roleId, List<Grant> held) {
        GrantTrail trail = new GrantTrail(session, realm);
        TellTenant tell = new TellTenant(session, realm);
        List<Grant> changed = grants.updateAll(held.stream()
                .map(grant -> grant.withoutSubjectRole(roleId, now))
                .toList());
        changed.forEach(grant -> {
            trail.done(GrantTrail.CHANGED, null, grant);
            tell.changed(grant);
            Reviews.askFor(session, realm.getId());
        });
    }

    private void end(RealmModel realm, GrantEnding ending, List<Grant> held) {
        new EndGrants(session, now).end(realm, ending, null, held);
    }
}
