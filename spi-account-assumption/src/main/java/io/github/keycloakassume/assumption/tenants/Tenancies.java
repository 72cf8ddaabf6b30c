package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Belonging;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.SubjectTenants;
import io.github.keycloakassume.assumption.model.Tenancy;
import io.github.keycloakassume.assumption.model.TenantMarks;
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
            case ORGANIZATION -> !marksOf(Set.of(scope.targetId())).trials().isEmpty();
            case USER -> false;
        };
    }

    /** Ids of the organizations that a user is in. */
    public Set<String> organizationsOf(UserModel user) {
        return ids(new Memberships(session, realm).of(user));
    }

    /** The tenants of a user at this moment. */
    public SubjectTenants subjectTenantsOf(UserModel user) {
        return subjectTenantsIn(new Memberships(session, realm).of(user));
    }

    /** The tenants of those whom a scope names. */
    public SubjectTenants subjectTenantsOf(Scope scope) {
        return subjectTenantsIn(organizationsOf(scope));
    }

    /** Where those are whom a scope names: of an organization's members that they are in it, of a whole realm nothing. */
    public Belonging belongingOf(Scope scope) {
        List<OrganizationModel> organizations = organizationsOf(scope);
        return belongingTo(organizations, marksOf(ids(organizations)));
    }

    private List<OrganizationModel> organizationsOf(Scope scope) {
        Memberships memberships = new Memberships(session, realm);
        return switch (scope.kind()) {
            case REALM -> List.of();
            case ORGANIZATION -> memberships.find(scope.targetId()).stream().toList();
            case USER ->
                new ById(session, realm)
                        .user(scope.targetId())
                        .map(memberships::of)
                        .orElse(List.of());
        };
    }

    private SubjectTenants subjectTenantsIn(List<OrganizationModel> organizations) {
        TenantMarks marks = marksOf(ids(organizations));
        Belonging belonging = belongingTo(organizations, marks);
        return SubjectTenants.of(belonging, marks.trials(), isTrialRealm());
    }

    private Belonging belongingTo(List<OrganizationModel> organizations, TenantMarks marks) {
        Memberships memberships = new Memberships(session, realm);
        return new Belonging(
                ids(organizations),
                ids(organizations.stream().filter(memberships::isInUse).toList()),
                marks.controlled());
    }

    private static Set<String> ids(List<OrganizationModel> organizations) {
        return organizations.stream().map(OrganizationModel::getId).collect(Collectors.toUnmodifiableSet());
    }

    private TenantMarks marksOf(Set<String> organizations) {
        return organizations.isEmpty() ? TenantMarks.NONE : tenants.marksOf(realm.getId(), organizations);
    }

    private boolean isTrialRealm() {
        return new AssumptionSettingsStore(session).of(realm.getId()).settings().trial();
    }

    private Tenancy ofOrganization(String id) {
        if (new Memberships(session, realm).find(id).isEmpty()) {
            throw new RefusedException(GrantRefusal.ORGANIZATION_NOT_FOUND);
        }
        Set<String> only = Set.of(id);
        TenantMarks marks = marksOf(only);
        return new Tenancy(only, !marks.trials().isEmpty(), !marks.controlled().isEmpty());
    }

    private Tenancy ofUser(String id) {
        UserModel user =
                new ById(session, realm).user(id).orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
        Set<String> organizations = organizationsOf(user);
        return new Tenancy(
                organizations, false, !marksOf(organizations).controlled().isEmpty());
    }
}
