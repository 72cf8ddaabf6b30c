package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.Tenancy;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.TenantStore;
import io.github.keycloakassume.impersonation.keycloak.Memberships;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What is known of the tenants in a realm: the realm itself, and its organizations. */
public final class Tenancies {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final TenantStore tenants;

    public Tenancies(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.tenants = new TenantStore(session);
    }

    /**
     * Of the tenants that a scope touches.
     *
     * @throws RefusedException {@code organization-not-found} or {@code user-not-found} when the realm has no such
     */
    public Tenancy of(Scope scope) {
        return switch (scope.kind()) {
            case REALM -> new Tenancy(Set.of(), isTrialRealm(), false);
            case ORGANIZATION -> ofOrganization(scope.targetId());
            case USER -> ofUser(scope.targetId());
        };
    }

    /** Ids of the organizations that a user is in. */
    public Set<String> organizationsOf(UserModel user) {
        return new Memberships(session, realm)
                .of(user).stream().map(OrganizationModel::getId).collect(Collectors.toUnmodifiableSet());
    }

    /** Those of them that are in use: what a disabled one has granted lets nobody in, what it denies keeps everybody out. */
    public Set<String> organizationsInUse(UserModel user) {
        Memberships memberships = new Memberships(session, realm);
        return memberships.of(user).stream()
                .filter(memberships::isInUse)
                .map(OrganizationModel::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether one of these organizations has taken control. */
    public boolean isUnderOwnControl(Set<String> organizations) {
        return !organizations.isEmpty()
                && !tenants.controlledAmong(realm.getId(), organizations).isEmpty();
    }

    /** Whether the realm tries the vendor's product. */
    public boolean isTrialRealm() {
        return new AssumptionSettingsStore(session).of(realm.getId()).settings().trial();
    }

    /** Those of these organizations that try the vendor's product. */
    public Set<String> trialsAmong(Set<String> organizations) {
        return organizations.isEmpty() ? Set.of() : tenants.trialsAmong(realm.getId(), organizations);
    }

    private Tenancy ofOrganization(String id) {
        if (new Memberships(session, realm).find(id).isEmpty()) {
            throw new RefusedException(Refusal.ORGANIZATION_NOT_FOUND);
        }
        Set<String> only = Set.of(id);
        return new Tenancy(only, !trialsAmong(only).isEmpty(), isUnderOwnControl(only));
    }

    private Tenancy ofUser(String id) {
        UserModel user = session.users().getUserById(realm, id);
        if (user == null) {
            throw new RefusedException(Refusal.USER_NOT_FOUND);
        }
        Set<String> organizations = organizationsOf(user);
        return new Tenancy(organizations, false, isUnderOwnControl(organizations));
    }
}
