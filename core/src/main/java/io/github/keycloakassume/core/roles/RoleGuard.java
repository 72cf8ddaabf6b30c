package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.RefusedAdministration;
import io.github.keycloakassume.core.keycloak.ServerStart;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RoleGiver;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.store.MappedRoleStore;
import io.github.keycloakassume.core.trail.Trail;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keycloak.models.GroupModel;
import org.keycloak.models.GroupModel.GroupMemberJoinEvent;
import org.keycloak.models.GroupModel.GroupMemberLeaveEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.RoleModel.RoleGrantedEvent;
import org.keycloak.models.RoleModel.RoleRevokedEvent;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Guards what users get and lose themselves: a role, or a group. A request that gives what its caller may not is rolled back;
 * in a login, a job or while a directory is synchronized the role alone is undone and the rest goes on.
 */
final class RoleGuard {

    private static final String UNDOING = "assume-role-guard";

    private final KeycloakSession session;
    private final ServerStart start;
    private final Clock clock;

    private RoleGuard(KeycloakSession session, ServerStart start, Clock clock) {
        this.session = session;
        this.start = start;
        this.clock = clock;
    }

    static void on(ProviderEvent event, ServerStart start, Clock clock) {
        if (event instanceof RoleGrantedEvent granted) {
            new RoleGuard(granted.getKeycloakSession(), start, clock).on(granted);
        } else if (event instanceof RoleRevokedEvent revoked) {
            new RoleGuard(revoked.getKeycloakSession(), start, clock).on(revoked);
        } else if (event instanceof GroupMemberJoinEvent joined) {
            new RoleGuard(joined.getKeycloakSession(), start, clock).on(joined);
        } else if (event instanceof GroupMemberLeaveEvent left) {
            new RoleGuard(left.getKeycloakSession(), start, clock).on(left);
        }
    }

    private void on(RoleGrantedEvent event) {
        UserModel user = event.getUser();
        gets(user, event.getRole().getId(), conferred(event.getRole()), () -> user.deleteRoleMapping(event.getRole()));
    }

    private void on(RoleRevokedEvent event) {
        UserModel user = event.getUser();
        loses(
                user,
                event.getRole().getId(),
                new ConferredRoles(session).with(event.getRole()),
                () -> user.grantRole(event.getRole()));
    }

    private void on(GroupMemberJoinEvent event) {
        UserModel user = event.getUser();
        gets(user, event.getGroup().getId(), conferred(event.getGroup()), () -> user.leaveGroup(event.getGroup()));
    }

    private void on(GroupMemberLeaveEvent event) {
        UserModel user = event.getUser();
        loses(
                user,
                event.getGroup().getId(),
                new ConferredRoles(session).with(event.getGroup()),
                () -> user.joinGroup(event.getGroup()));
    }

    /** New users get the default role by themselves: whoever put ours into it has decided for all of them. */
    private List<KnownRole> conferred(RoleModel role) {
        List<KnownRole> conferred = new ConferredRoles(session).with(role);
        return conferred.isEmpty() || role.equals(realm(conferred).getDefaultRole()) ? List.of() : conferred;
    }

    /** The same with default groups. */
    private List<KnownRole> conferred(GroupModel group) {
        List<KnownRole> conferred = new ConferredRoles(session).with(group);
        return conferred.isEmpty() || realm(conferred).getDefaultGroupsStream().anyMatch(group::equals)
                ? List.of()
                : conferred;
    }

    private void gets(UserModel user, String got, List<KnownRole> roles, Runnable undo) {
        if (roles.isEmpty()) {
            return;
        }
        Optional<String> mapper = new MappedRoles(session).giver(realm(roles), user, roles);
        if (mapper.isPresent()) {
            new MappedRoles(session).remember(realm(roles), user, got, mapper.get());
            noteGiven(realm(roles), user, mapper.get());
            return;
        }
        Set<String> ids = roles.stream().map(KnownRole::roleId).collect(Collectors.toSet());
        unless(user, Set.of(got), roles, giver -> giver.mayGive(ids), undo);
    }

    private void loses(UserModel user, String lostId, List<KnownRole> roles, Runnable undo) {
        if (roles.stream().anyMatch(role -> role.role().equals(OurRole.ASSUME_ACCOUNTS))) {
            boolean wasMapped = new MappedRoleStore(session).forget(user.getId(), lostId);
            keepFromVendors(realm(roles), user, wasMapped, undo);
        }
        List<KnownRole> lost = roles.stream()
                .filter(role ->
                        role.role().protectsItsHolder() && !new RoleTrust(session).isProtected(realm(roles), user))
                .toList();
        unless(user, Set.of(), lost, RoleGiver::mayTakeProtection, undo);
    }

    /**
     * Those alone take that role who decide on grants; who has just lost it by their own request was vendor until then. What a
     * mapper of an identity provider gave, a mapper takes, and so do we once the provider is no longer named; nothing and
     * no one else that is unknown does.
     */
    private void keepFromVendors(RealmModel realm, UserModel user, boolean wasMapped, Runnable undo) {
        if (session.getAttribute(UNDOING) != null || start.isByOperator(session)) {
            return;
        }
        Optional<AdminRequest.Caller> caller = caller();
        boolean mayTake = caller.map(known -> !known.user().getId().equals(user.getId())
                        && new RoleGivers(session).mayTakeStaff(known, realm, Set.of()))
                .orElse(wasMapped);
        if (!mayTake) {
            refuse(realm, caller, user);
            undo(undo);
        }
    }

    /** Who gives users something, or takes it, in a request for that. */
    private Optional<AdminRequest.Caller> caller() {
        return AdminRequest.writing(session).filter(AdminRequest::isAboutUsers).flatMap(AdminRequest::caller);
    }

    private void unless(
            UserModel user, Set<String> got, List<KnownRole> roles, Predicate<RoleGiver> may, Runnable undo) {
        if (roles.isEmpty() || session.getAttribute(UNDOING) != null || start.isByOperator(session)) {
            return;
        }
        RealmModel realm = realm(roles);
        Optional<AdminRequest.Caller> caller = caller();
        RoleGiver giver = caller.map(known -> new RoleGivers(session)
                        .giver(known, realm, known.user().getId().equals(user.getId()) ? got : Set.of()))
                .orElse(RoleGiver.NOBODY);
        if (!may.test(giver)) {
            refuse(realm, caller, user);
            undo(undo);
        }
    }

    /** No admin event tells of it. */
    private void noteGiven(RealmModel realm, UserModel user, String identityProvider) {
        new Trail(session, clock)
                .done(new TrailEntry(
                        realm.getId(),
                        TrailAction.ROLE_GIVEN,
                        null,
                        Directory.person(realm, user),
                        null,
                        null,
                        OurRole.ASSUME_ACCOUNTS.roleName() + " by identity provider " + identityProvider));
    }

    private void refuse(RealmModel realm, Optional<AdminRequest.Caller> caller, UserModel user) {
        new Trail(session, clock)
                .refused(TrailEntry.refused(
                        realm.getId(),
                        caller.map(AdminRequest.Caller::person).orElse(null),
                        Directory.person(realm, user),
                        null,
                        Refusal.ROLE_NOT_YOURS_TO_GIVE));
        if (caller.isPresent() || !AdminRequest.goesOnWithout(session)) {
            throw RefusedAdministration.because(session, Refusal.ROLE_NOT_YOURS_TO_GIVE);
        }
    }

    private void undo(Runnable undo) {
        session.setAttribute(UNDOING, true);
        try {
            undo.run();
        } finally {
            session.removeAttribute(UNDOING);
        }
    }

    /** They live in one realm: that of the user. */
    private RealmModel realm(List<KnownRole> roles) {
        return session.realms().getRealm(roles.get(0).homeRealmId());
    }
}
