package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.MappedRole;
import io.github.keycloakassume.impersonation.model.MappedRole.Source;
import io.github.keycloakassume.impersonation.model.OurRole;
import io.github.keycloakassume.impersonation.model.TrailAction;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import io.github.keycloakassume.impersonation.store.MappedRoleStore;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * Takes back what mappers of identity providers gave, once settings name the provider no longer or its mapper is gone. It
 * counts for nothing from that moment on ({@link MappedRoles#ended}); this is so that nobody is shown to hold it, and that
 * it does not come back with another naming.
 */
final class TakeBackRoles {

    private static final int BATCH = 100;

    private final Clock clock;

    TakeBackRoles(Clock clock) {
        this.clock = clock;
    }

    /** Takes back all there is, a batch a transaction. */
    void run(KeycloakSession session) {
        MappedBefores.remember(session);
        OwnTransaction transaction = new OwnTransaction(session);
        for (Source source : new MappedRoleStore(session).sources()) {
            if (!transaction.call(own -> new MappedRoles(own).stands(source))) {
                while (transaction.call(own -> takeBatch(own, source)) == BATCH) {
                    // the next batch
                }
            }
        }
    }

    private int takeBatch(KeycloakSession session, Source source) {
        @Nullable RealmModel realm = session.realms().getRealm(source.realmId());
        MappedRoleStore store = new MappedRoleStore(session);
        if (realm == null) {
            store.deleteByRealm(source.realmId());
            return 0;
        }
        session.getContext().setRealm(realm);
        List<MappedRole> batch = store.from(source, BATCH);
        batch.forEach(mapped -> {
            @Nullable UserModel user = session.users().getUserById(realm, mapped.userId());
            if (user != null) {
                take(session, realm, user, mapped);
            }
            store.forget(mapped.userId(), mapped.heldId());
        });
        if (!batch.isEmpty()) {
            session.getProvider(ImpersonationRegistry.class).reviewAll(realm.getId());
        }
        return batch.size();
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
