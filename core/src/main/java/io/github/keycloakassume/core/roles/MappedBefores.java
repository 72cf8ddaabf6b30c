package io.github.keycloakassume.core.roles;

import static java.util.function.Predicate.not;

import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.keycloak.RoleMappers;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.MappedRole;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.CoreLine;
import io.github.keycloakassume.core.store.MappedBefore;
import io.github.keycloakassume.core.store.MappedRoleStore;
import io.github.keycloakassume.core.store.RoleTables;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * What mappers of identity providers gave before that was remembered (the first release): Keycloak tells of no role that is
 * there already, so it is read from the trail and Keycloak's tables when the server starts.
 */
final class MappedBefores {

    private static final Logger LOG = Logger.getLogger(MappedBefores.class);

    /** The words of the first release, whatever the trail says today. */
    private static final String GIVEN_BY = "assume-accounts by identity provider ";

    private static final int BATCH = 100;

    private MappedBefores() {}

    /** Remembers all there is, each in a transaction of its own; nearly always that is nothing. */
    static void remember(KeycloakSession session) {
        OwnTransaction transaction = new OwnTransaction(session);
        LogNames names = new LogNames(transaction);
        List<MappedBefore> batch = List.of();
        do {
            String after = batch.isEmpty()
                    ? MappedRoleStore.FIRST
                    : batch.get(batch.size() - 1).id();
            batch = transaction.call(own -> new MappedRoleStore(own).before(after, BATCH));
            batch.forEach(before -> Attempt.at(
                    () -> transaction.run(own -> remember(own, before)),
                    e -> CoreLine.MAPPED_BEFORE_UNKNOWN.log(
                            LOG, e, names.user(before.realmId(), before.userId()), names.realm(before.realmId()), e)));
        } while (batch.size() == BATCH);
    }

    private static void remember(KeycloakSession session, MappedBefore before) {
        @Nullable RealmModel realm = session.realms().getRealm(before.realmId());
        if (realm != null && before.detail().startsWith(GIVEN_BY)) {
            session.getContext().setRealm(realm);
            String provider = before.detail().substring(GIVEN_BY.length());
            held(session, realm, before.userId(), provider)
                    .forEach(held -> new MappedRoleStore(session)
                            .remember(new MappedRole(realm.getId(), before.userId(), held, provider)));
        }
        new MappedRoleStore(session).forgetBefore(before.id());
    }

    /**
     * What the user has it from: of the roles and groups that have it, those that the provider's mappers name; where none is
     * named any more, the roles, or else the groups. What every user has does not count.
     */
    private static List<String> held(KeycloakSession session, RealmModel realm, String userId, String provider) {
        RoleTables tables = new RoleTables(session);
        ConferredRoles conferred = new ConferredRoles(session);
        List<String> roles = tables.rolesOf(userId).stream()
                .map(realm::getRoleById)
                .filter(Objects::nonNull)
                .filter(not(realm.getDefaultRole()::equals))
                .filter(role -> isStaffs(conferred.with(role), realm))
                .map(RoleModel::getId)
                .toList();
        List<String> groups = tables.groupsOf(userId).stream()
                .map(realm::getGroupById)
                .filter(Objects::nonNull)
                .filter(group -> realm.getDefaultGroupsStream().noneMatch(group::equals))
                .filter(group -> isStaffs(conferred.with(group), realm))
                .map(GroupModel::getId)
                .toList();
        RoleMappers mappers = new RoleMappers(session, realm);
        List<String> named = Stream.concat(roles.stream(), groups.stream())
                .filter(held -> mappers.mayGive(provider, held))
                .toList();
        return Stream.of(named, roles, groups)
                .filter(not(List::isEmpty))
                .findFirst()
                .orElse(List.of());
    }

    private static boolean isStaffs(List<KnownRole> roles, RealmModel realm) {
        return roles.stream()
                .anyMatch(role -> role.role().equals(OurRole.ASSUME_ACCOUNTS)
                        && role.realmId().equals(realm.getId()));
    }
}
