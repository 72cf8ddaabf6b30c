package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.model.MappedRole;
import io.github.keycloakassume.core.model.MappedRole.Source;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.CoreLine;
import io.github.keycloakassume.core.spi.RolesTakenBack;
import io.github.keycloakassume.core.store.MappedRoleStore;
import io.github.keycloakassume.core.trail.Trail;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * Takes back what mappers of identity providers gave, once settings name the provider no longer or its mapper is gone. It
 * counts for nothing from that moment on ({@link MappedRoles#ended}); this is so that no one is shown to hold it, and that
 * it does not come back with another naming. What cannot be taken, of a user of a directory that may only be read, stays
 * remembered and counts for nothing as long as the provider is not named again; it is tried again each time.
 */
final class TakeBackRoles {

    private static final int BATCH = 100;

    private static final Logger LOG = Logger.getLogger(TakeBackRoles.class);

    private final Clock clock;
    private final Set<MappedRole> reported = ConcurrentHashMap.newKeySet();

    TakeBackRoles(Clock clock) {
        this.clock = clock;
    }

    /** Takes back all there is, each in a transaction of its own, so that one that fails costs no other. */
    void run(KeycloakSession session) {
        OwnTransaction transaction = new OwnTransaction(session);
        for (Source source : new MappedRoleStore(session).sources()) {
            Attempt.at(
                    () -> takeUnlessItStands(transaction, source),
                    e -> CoreLine.SOURCE_NOT_CHECKED.log(
                            LOG,
                            e,
                            source.provider(),
                            new LogNames(transaction).realm(source.realmId()),
                            source.heldId(),
                            e));
        }
    }

    private void takeUnlessItStands(OwnTransaction transaction, Source source) {
        if (!transaction.call(own -> new MappedRoles(own).stands(source))) {
            takeAll(transaction, source);
        }
    }

    private void takeAll(OwnTransaction transaction, Source source) {
        List<MappedRole> batch = List.of();
        do {
            String after = batch.isEmpty()
                    ? MappedRoleStore.FIRST
                    : batch.get(batch.size() - 1).userId();
            batch = transaction.call(own -> new MappedRoleStore(own).from(source, after, BATCH));
            long taken = batch.stream()
                    .filter(mapped -> isTaken(transaction, mapped))
                    .count();
            if (taken > 0) {
                transaction.run(
                        own -> own.getKeycloakSessionFactory().publish(new RolesTakenBack(own, source.realmId())));
            }
        } while (batch.size() == BATCH);
    }

    private boolean isTaken(OwnTransaction transaction, MappedRole mapped) {
        boolean taken =
                Attempt.at(() -> transaction.run(own -> take(own, mapped)), e -> report(transaction, mapped, e));
        if (taken) {
            reported.remove(mapped);
        }
        return taken;
    }

    /** Once, as long as this node runs: it is tried every few seconds. */
    private void report(OwnTransaction transaction, MappedRole mapped, RuntimeException e) {
        if (reported.add(mapped)) {
            LogNames names = new LogNames(transaction);
            CoreLine.ROLE_NOT_TAKEN.log(
                    LOG,
                    e,
                    mapped.heldId(),
                    mapped.provider(),
                    names.realm(mapped.realmId()),
                    names.user(mapped.realmId(), mapped.userId()),
                    e);
        }
    }

    private void take(KeycloakSession session, MappedRole mapped) {
        @Nullable RealmModel realm = session.realms().getRealm(mapped.realmId());
        if (realm != null) {
            session.getContext().setRealm(realm);
            @Nullable UserModel user = session.users().getUserById(realm, mapped.userId());
            if (user != null) {
                take(session, realm, user, mapped);
            }
        }
        new MappedRoleStore(session).forget(mapped.userId(), mapped.heldId());
    }

    private void take(KeycloakSession session, RealmModel realm, UserModel user, MappedRole mapped) {
        @Nullable RoleModel role = realm.getRoleById(mapped.heldId());
        @Nullable GroupModel group = role == null ? realm.getGroupById(mapped.heldId()) : null;
        if (role != null) {
            user.deleteRoleMapping(role);
        } else if (group != null) {
            user.leaveGroup(group);
        }
        new Trail(session, clock)
                .done(new TrailEntry(
                        realm.getId(),
                        TrailAction.ROLE_TAKEN,
                        null,
                        Directory.person(realm, user),
                        null,
                        null,
                        OurRole.ASSUME_ACCOUNTS.roleName() + " of identity provider " + mapped.provider()));
    }
}
