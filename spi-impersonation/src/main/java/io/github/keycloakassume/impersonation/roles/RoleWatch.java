package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.AdminRequest;
import io.github.keycloakassume.impersonation.keycloak.RefusedAdministration;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RoleChange;
import io.github.keycloakassume.impersonation.model.RoleGiver;
import io.github.keycloakassume.impersonation.model.RoleHolding;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Compares, for a request of administration, who passes our roles on before it does anything and right before it
 * commits: Keycloak tells of no change to the roles of groups and to composites. What it may not give is rolled back.
 */
final class RoleWatch {

    /** Users of Keycloak's own, of whose changes it tells, and what is ours. */
    private static final Pattern ELSEWHERE = Pattern.compile("users/(?!f:).+|impersonation(/.*)?", Pattern.DOTALL);

    private static final String BEGUN = "assume-role-watch:";

    private final KeycloakSession session;
    private final Clock clock;

    RoleWatch(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Begins, once a session, unless it reads only or the caller may do all of this. */
    void begin() {
        AdminRequest.writing(session)
                .filter(request -> !ELSEWHERE.matcher(request.resource()).matches())
                .ifPresent(request -> request.realmName()
                        .map(name -> session.realms().getRealmByName(name))
                        .filter(this::isNew)
                        .ifPresent(realm -> begin(request.caller(), realm)));
    }

    private boolean isNew(RealmModel realm) {
        String key = BEGUN + realm.getId();
        boolean isNew = session.getAttribute(key) == null;
        session.setAttribute(key, true);
        return isNew;
    }

    private void begin(Optional<AdminRequest.Caller> caller, RealmModel realm) {
        RoleGiver giver =
                caller.map(known -> new RoleGivers(session).giver(known, realm)).orElse(RoleGiver.NOBODY);
        if (!giver.realmAdmin()) {
            Set<RoleHolding> before = new RoleHoldings(session, realm).now();
            session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    check(caller, giver, realm.getId(), before);
                }

                @Override
                protected void rollbackImpl() {}
            });
        }
    }

    private void check(Optional<AdminRequest.Caller> caller, RoleGiver giver, String realmId, Set<RoleHolding> before) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return;
        }
        RoleChange change = new RoleChange(before, new RoleHoldings(session, realm).now());
        boolean takes = change.taken().stream().anyMatch(taken -> isThere(realm, taken));
        if (!giver.mayGive(change.given()) || (takes && !giver.mayTakeProtection())) {
            new Trail(session, clock)
                    .refused(TrailEntry.refused(
                            realmId,
                            caller.map(AdminRequest.Caller::person).orElse(null),
                            null,
                            null,
                            Refusal.ROLE_NOT_YOURS_TO_GIVE));
            throw RefusedAdministration.because(session, Refusal.ROLE_NOT_YOURS_TO_GIVE);
        }
    }

    /** A user who is gone needs no protection; who may remove users is for Keycloak to say. */
    private boolean isThere(RealmModel realm, RoleHolding taken) {
        return taken.kind() != RoleHolding.Kind.FEDERATED_USER
                || session.users().getUserById(realm, taken.holder()) != null;
    }
}
