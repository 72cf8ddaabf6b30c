package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantEnding;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Pseudonym;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Ends grants and denials, whatever the cause: row, trail, mails, and what runs under them. All of it is part of the caller's
 * transaction; mails are sent, and impersonations end at applications, once that is committed.
 */
public final class EndGrants {

    private final KeycloakSession session;
    private final Instant now;
    private final GrantStore grants;

    public EndGrants(KeycloakSession session, Instant now) {
        this.session = session;
        this.now = now;
        this.grants = new GrantStore(session);
    }

    /**
     * Ends them.
     *
     * @param by who did it, null when no one did
     * @param held of that realm, as they were read under lock in this transaction
     * @return the same, ended, with their new versions
     * @throws io.github.keycloakassume.core.model.RefusedException {@code grant-ended} when one has ended before
     */
    public List<Grant> end(RealmModel realm, GrantEnding ending, @Nullable Person by, List<Grant> held) {
        if (held.isEmpty()) {
            return held;
        }
        List<Grant> ended = write(ending, by, held);
        if (ending.isTold()) {
            tell(realm, by, ended);
        } else {
            ended.forEach(grant -> note(grant, pseudonymOfSubject(grant)));
        }
        follow(ending, ended);
        return ended;
    }

    /** The same where no user can be looked up: the trail has no names, and no one is told. */
    public void endWithoutNames(GrantEnding ending, List<Grant> held) {
        List<Grant> ended = write(ending, null, held);
        ended.forEach(grant -> note(grant, null));
        follow(ending, ended);
    }

    private List<Grant> write(GrantEnding ending, @Nullable Person by, List<Grant> held) {
        return grants.updateAll(
                held.stream().map(grant -> ending.end(grant, by, now)).toList());
    }

    private void tell(RealmModel realm, @Nullable Person by, List<Grant> ended) {
        KnownUsers users = Subjects.of(ended, session, realm);
        GrantTrail trail = new GrantTrail(session, realm, users);
        TellTenant tell = new TellTenant(session, realm, users);
        ended.forEach(grant -> {
            trail.done(GrantTrail.ENDED, by, grant);
            tell.ended(grant);
        });
    }

    private void note(Grant ended, @Nullable Person subject) {
        QuietTrail.write(
                session,
                ended.realmId(),
                GrantTrail.ENDED,
                subject,
                "grant " + ended.id() + ", " + ended.state(now).wireName());
    }

    private static Person pseudonymOfSubject(Grant ended) {
        String userId = ended.scope().targetId();
        return new Person(ended.realmId(), Pseudonym.id(userId), Pseudonym.name(userId));
    }

    private void follow(GrantEnding ending, List<Grant> ended) {
        if (ending.endsWhatRuns()) {
            ImpersonationRegistry running = session.getProvider(ImpersonationRegistry.class);
            ended.forEach(grant -> running.endUnder(grant.realmId(), grant.id()));
        }
        // What rests on another organization's grant may have needed this one's consent.
        ended.stream()
                .filter(grant -> grant.owner().authority() == Authority.ORGANIZATION)
                .map(Grant::realmId)
                .distinct()
                .forEach(realmId -> Reviews.askFor(session, realmId));
    }
}
