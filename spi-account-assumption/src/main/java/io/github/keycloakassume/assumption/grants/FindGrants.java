package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantChoice;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.model.Tenancy;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.tenants.Reach;
import io.github.keycloakassume.assumption.tenants.Suspensions;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Grants that somebody may decide on, and those that overlap. */
public final class FindGrants {

    /** Of very many grants that still allow what was revoked, not all need be named. */
    private static final int MOST_NAMED = 100;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final GrantStore grants;

    public FindGrants(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.grants = new GrantStore(session);
    }

    /** What is known of the tenants that a grant touches, also when what it was for is gone. */
    Tenancy tenancyOf(Grant grant) {
        try {
            return new Tenancies(session, realm).of(grant.scope());
        } catch (RefusedException gone) {
            return new Tenancy(Set.of(), false, false);
        }
    }

    /**
     * The grant of that id, held until the transaction ends: whoever changes it meanwhile waits, and so does whoever starts
     * to act under it.
     *
     * @throws RefusedException {@code grant-not-found} also for one that is not his to decide on
     */
    Grant held(Decider decider, String id) {
        return grants.findLocked(realm.getId(), id)
                .filter(found -> new Reach(session, realm).includes(decider, found))
                .orElseThrow(() -> new RefusedException(GrantRefusal.GRANT_NOT_FOUND));
    }

    /** Other grants in force that the decider may know of and that still let a vendor in there, at most a hundred. */
    List<Grant> stillAllowing(Decider decider, Grant revoked) {
        Instant now = clock.instant();
        List<Grant> others = overlapping(revoked.scope(), now).stream()
                .filter(other -> !other.id().equals(revoked.id()) && other.isActive(now))
                .toList();
        return opening(revoked.scope(), others).stream()
                .filter(other -> other.owner().isKnownTo(decider))
                .limit(MOST_NAMED)
                .toList();
    }

    /** Of a whole realm each that counts lets vendors in to some account. */
    private List<Grant> opening(Scope scope, List<Grant> active) {
        Suspensions suspensions = new Suspensions(session, realm);
        return scope.kind() == ScopeKind.REALM
                ? active.stream()
                        .filter(grant -> grant.terms().effect() == Effect.ALLOW && !suspensions.isSuspended(grant))
                        .toList()
                : GrantChoice.opening(active, new Tenancies(session, realm).belongingOf(scope));
    }

    private List<Grant> overlapping(Scope scope, Instant now) {
        return switch (scope.kind()) {
            case REALM ->
                grants.list(GrantFilter.all(realm.getId(), now).inForce(), new GrantPage(null, 0, MOST_NAMED + 1));
            case ORGANIZATION -> grants.reaching(realm.getId(), List.of(realm.getId(), scope.targetId()));
            case USER -> {
                List<String> targets = new ArrayList<>(organizationsOf(scope.targetId()));
                targets.add(realm.getId());
                targets.add(scope.targetId());
                yield grants.reaching(realm.getId(), targets);
            }
        };
    }

    private Set<String> organizationsOf(String userId) {
        UserModel user = session.users().getUserById(realm, userId);
        return user == null ? Set.of() : new Tenancies(session, realm).organizationsOf(user);
    }
}
