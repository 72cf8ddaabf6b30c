package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Belonging;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.Tenancy;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.TenantStore;
import io.github.keycloakassume.core.keycloak.ById;
import io.github.keycloakassume.core.keycloak.Memberships;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.util.List;
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

    /**
     * That the realm has it.
     *
     * @throws RefusedException {@code organization-not-found} or {@code user-not-found} when the realm has no such
     */
    public void requireKnown(Scope scope) {
        of(scope);
    }

    /** Whether the tenant that a scope names is a trial; one that the realm does not have is none. */
    public boolean isTrial(Scope scope) {
        return switch (scope.kind()) {
            case REALM -> isTrialRealm();
            case ORGANIZATION -> !trialsAmong(Set.of(scope.targetId())).isEmpty();
            case USER -> false;
        };
    }

    /** Ids of the organizations that a user is in. */
    public Set<String> organizationsOf(UserModel user) {
        return ids(new Memberships(session, realm).of(user));
    }

    /** Where a user is at this moment. */
    public Belonging belongingOf(UserModel user) {
        return belongingTo(new Memberships(session, realm).of(user));
    }

    /** Where those are whom a scope names: of an organization's members that they are in it, of a whole realm nothing. */
    public Belonging belongingOf(Scope scope) {
        return switch (scope.kind()) {
            case REALM -> Belonging.NOWHERE;
            case ORGANIZATION ->
                new Memberships(session, realm)
                        .find(scope.targetId())
                        .map(organization -> belongingTo(List.of(organization)))
                        .orElse(Belonging.NOWHERE);
            case USER ->
                new ById(session, realm)
                        .user(scope.targetId())
                        .map(this::belongingOf)
                        .orElse(Belonging.NOWHERE);
        };
    }

    private Belonging belongingTo(List<OrganizationModel> organizations) {
        Set<String> all = ids(organizations);
        Memberships memberships = new Memberships(session, realm);
        return new Belonging(
                all, ids(organizations.stream().filter(memberships::isInUse).toList()), controlledAmong(all));
    }

    private static Set<String> ids(List<OrganizationModel> organizations) {
        return organizations.stream().map(OrganizationModel::getId).collect(Collectors.toUnmodifiableSet());
    }

    private Set<String> controlledAmong(Set<String> organizations) {
        return organizations.isEmpty() ? Set.of() : tenants.controlledAmong(realm.getId(), organizations);
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
            throw new RefusedException(GrantRefusal.ORGANIZATION_NOT_FOUND);
        }
        Set<String> only = Set.of(id);
        return new Tenancy(
                only, !trialsAmong(only).isEmpty(), !controlledAmong(only).isEmpty());
    }

    private Tenancy ofUser(String id) {
        UserModel user =
                new ById(session, realm).user(id).orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
        Set<String> organizations = organizationsOf(user);
        return new Tenancy(organizations, false, !controlledAmong(organizations).isEmpty());
    }
}
