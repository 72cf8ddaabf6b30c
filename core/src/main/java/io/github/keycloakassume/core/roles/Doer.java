package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.Administration;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.keycloak.RefusedAdministration;
import io.github.keycloakassume.core.keycloak.ServerStart;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RoleGiver;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Who writes in one transaction. A caller is known only where Keycloak has verified who it is, in a request of
 * administration; in every other transaction the writer is unknown, and unknown writers may give and take nothing of ours.
 */
final class Doer {

    private final @Nullable KeycloakSession session;
    private final KeycloakSessionFactory factory;
    private final ServerStart start;
    private final Clock clock;

    /**
     * The writer of one transaction.
     *
     * @param session whose transaction it is; absent where it is used from within another session's work
     */
    Doer(@Nullable KeycloakSession session, KeycloakSessionFactory factory, ServerStart start, Clock clock) {
        this.session = session;
        this.factory = factory;
        this.start = start;
        this.clock = clock;
    }

    /** Whether it is the server's operator, who starts it and imports. */
    boolean isOperator() {
        return session == null ? !start.isOver() : start.isByOperator(session);
    }

    /** What the writer may give and take in a realm, by what they have now. */
    RoleGiver giver(String realmId, Set<String> without) {
        @Nullable RealmModel realm = session == null ? null : session.realms().getRealm(realmId);
        return session == null || realm == null
                ? RoleGiver.NOBODY
                : caller().map(known -> new RoleGivers(session).giver(known, realm, without))
                        .orElse(RoleGiver.NOBODY);
    }

    /**
     * Whether the writer may take {@code assume-accounts} from what passes it on: a caller who is known and decides there.
     *
     * @param taken ids of groups and roles that have lost it already: users who have one of these were vendor until then
     */
    boolean mayTakeStaff(String realmId, Set<String> taken) {
        @Nullable RealmModel realm = session == null ? null : session.realms().getRealm(realmId);
        return session != null
                && realm != null
                && caller().filter(known -> new RoleGivers(session).mayTakeStaff(known, realm, taken))
                        .isPresent();
    }

    /** Ids of the roles that mean all of a realm. */
    Set<String> everything(String realmId) {
        return asked(asking -> {
            RealmModel realm = asking.realms().getRealm(realmId);
            return realm == null ? Set.of() : new Administration(asking, realm).everythingIds();
        });
    }

    /** Id of the realm that the work is about, as far as Keycloak knows one. */
    Optional<String> realmOfContext() {
        KeycloakSession current = session == null ? KeycloakSessionUtil.getKeycloakSession() : session;
        return Optional.ofNullable(current)
                .map(known -> known.getContext().getRealm())
                .map(RealmModel::getId);
    }

    /** In a session of its own: one that commits does not begin to use its caches any more. */
    boolean isFederatedUser(String realmId, String userId) {
        return new OwnTransaction(factory).call(asking -> {
            RealmModel realm = asking.realms().getRealm(realmId);
            asking.getContext().setRealm(realm);
            return realm != null && asking.users().getUserById(realm, userId) != null;
        });
    }

    /** Writes the refusal down, and gives what to throw. */
    RuntimeException refused(String realmId) {
        TrailEntry refusal = TrailEntry.refused(
                realmId,
                caller().map(AdminRequest.Caller::person).orElse(null),
                null,
                null,
                Refusal.ROLE_NOT_YOURS_TO_GIVE);
        if (session == null) {
            new OwnTransaction(factory).run(own -> new Trail(own, clock).refused(refusal));
            return RefusedAdministration.because(Refusal.ROLE_NOT_YOURS_TO_GIVE);
        }
        new Trail(session, clock).refused(refusal);
        return RefusedAdministration.because(session, Refusal.ROLE_NOT_YOURS_TO_GIVE);
    }

    private Optional<AdminRequest.Caller> caller() {
        return Optional.ofNullable(session).flatMap(AdminRequest::writing).flatMap(AdminRequest::caller);
    }

    private <T> T asked(Function<KeycloakSession, T> question) {
        return session == null ? new OwnTransaction(factory).call(question) : question.apply(session);
    }
}
