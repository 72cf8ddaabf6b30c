package io.github.keycloakassume.assumption.removal;

import static java.util.stream.Collectors.groupingBy;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Pseudonym;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Ends grants that have lost what they were about, and with them what runs under them. Each is read again under lock, so
 * that whoever changes it at this very moment does not make the removal fail.
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
                of(realm, ofRealm);
            }
        });
    }

    /** Nobody is told of those about a user who is gone, and the trail does not keep his name. */
    void ofRemovedUser(RealmModel realm, String userId, List<Grant> lost) {
        Person removed = new Person(realm.getId(), Pseudonym.id(userId), Pseudonym.name(userId));
        TrailProvider trail = session.getProvider(TrailProvider.class);
        change(lost, grant -> grant.removed(now), ended -> {
            trail.done(new TrailEntry(
                    realm.getId(),
                    GrantTrail.ENDED,
                    null,
                    removed,
                    null,
                    null,
                    "grant " + ended.id() + ", " + ended.state(now).wireName()));
            endUnder(ended);
        });
    }

    /** Takes a role out of them that subjects had to hold; one that would be left without any would be one for everybody. */
    void withoutSubjectRole(RealmModel realm, String roleId, List<Grant> concerned) {
        GrantTrail trail = new GrantTrail(session, realm);
        TellTenant tell = new TellTenant(session, realm);
        change(concerned, grant -> grant.withoutSubjectRole(roleId, now), after -> {
            if (after.end() == null) {
                trail.done(GrantTrail.CHANGED, null, after);
                tell.changed(after);
                Reviews.askFor(session, realm.getId());
            } else {
                ended(trail, tell, after);
            }
        });
    }

    /** Those about users who have left the organization that decided on them. */
    void ofLeavers(RealmModel realm, List<Grant> lost) {
        of(realm, lost, grant -> grant.left(now));
    }

    private void of(RealmModel realm, List<Grant> lost) {
        of(realm, lost, grant -> grant.removed(now));
    }

    private void of(RealmModel realm, List<Grant> lost, UnaryOperator<Grant> end) {
        GrantTrail trail = new GrantTrail(session, realm);
        TellTenant tell = new TellTenant(session, realm);
        change(lost, end, ended -> ended(trail, tell, ended));
    }

    private void ended(GrantTrail trail, TellTenant tell, Grant ended) {
        trail.done(GrantTrail.ENDED, null, ended);
        tell.ended(ended);
        endUnder(ended);
    }

    private void endUnder(Grant ended) {
        session.getProvider(ImpersonationRegistry.class).endUnder(ended.realmId(), ended.id());
        if (ended.owner().authority() == Authority.ORGANIZATION) {
            // What rests on another organization's grant may have needed this one's consent.
            Reviews.askFor(session, ended.realmId());
        }
    }

    /** Locks them in one order, so that two removals at once do not wait for each other. */
    private void change(List<Grant> concerned, UnaryOperator<Grant> change, Consumer<Grant> then) {
        List<Grant> changed = concerned.stream()
                .sorted(Comparator.comparing(Grant::id))
                .map(grant -> grants.findLocked(grant.realmId(), grant.id()))
                .flatMap(Optional::stream)
                .filter(grant -> grant.isActive(now))
                .map(change)
                .toList();
        grants.updateAll(changed);
        changed.forEach(then);
    }
}
