package io.github.keycloakassume.assumption.mail;

import io.github.keycloakassume.assumption.model.GrantRole;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.TenantStore;
import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import io.github.keycloakassume.core.keycloak.Memberships;
import io.github.keycloakassume.core.keycloak.OrganizationManagers;
import io.github.keycloakassume.core.roles.RoleHolders;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Who hears of what concerns a tenant, by the ids of users of its realm. Whom roles name is looked up once: one of these
 * serves one batch.
 */
final class Recipients {

    /** How many administrators of one tenant get a mail. */
    private static final int MOST = 50;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final KnownUsers users;
    private final OrganizationManagers managers;
    private final Map<String, Set<String>> ofOrganizations = new HashMap<>();
    private @Nullable Set<String> ofRealm;

    Recipients(KeycloakSession session, RealmModel realm, KnownUsers users) {
        this.session = session;
        this.realm = realm;
        this.users = users;
        this.managers = new OrganizationManagers(session, realm);
    }

    /** Of a single user it is he who hears of it, of all others those who decide. */
    Set<String> concernedBy(Scope scope) {
        return switch (scope.kind()) {
            case REALM -> administrators();
            case ORGANIZATION -> administratorsOf(scope.targetId());
            case USER -> users.find(scope.targetId()).isPresent() ? Set.of(scope.targetId()) : Set.of();
        };
    }

    /** The same for a question: where the user cannot be asked by mail, it goes to those who may answer in his place. */
    Set<String> askedAbout(Scope scope) {
        UserModel user = scope.kind() == ScopeKind.USER ? find(scope.targetId()) : null;
        if (user == null || (user.getEmail() != null && !user.getEmail().isBlank())) {
            return concernedBy(scope);
        }
        Set<String> controlled = controlledAmong(new Memberships(session, realm)
                .of(user).stream().map(OrganizationModel::getId).collect(Collectors.toSet()));
        return controlled.isEmpty()
                ? administrators()
                : controlled.stream()
                        .flatMap(id -> administratorsOf(id).stream())
                        .collect(Collectors.toSet());
    }

    /** All who decide for that user: the realm's, and those of his organizations; he himself, if there is nobody. */
    Set<String> alarmedAbout(String userId) {
        Set<String> all = new HashSet<>(administrators());
        UserModel user = find(userId);
        if (user != null) {
            new Memberships(session, realm).of(user).forEach(own -> all.addAll(ownAdministratorsOf(own.getId())));
        }
        return all.isEmpty() ? Set.of(userId) : all;
    }

    /** The realm's own people who decide for it: no vendors. */
    Set<String> administrators() {
        Set<String> known = ofRealm;
        if (known == null) {
            known = tenants(new RoleHolders(session, realm).of(GrantRole.MANAGE, MOST));
            ofRealm = known;
        }
        return known;
    }

    /** Its own administrators; the realm's as long as it has none and has not taken control. */
    private Set<String> administratorsOf(String organizationId) {
        return ofOrganizations.computeIfAbsent(organizationId, id -> {
            Set<String> own = ownAdministratorsOf(id);
            return own.isEmpty() && controlledAmong(Set.of(id)).isEmpty() ? administrators() : own;
        });
    }

    private Set<String> ownAdministratorsOf(String organizationId) {
        @Nullable
        String role = new AssumptionSettingsStore(session)
                .of(realm.getId())
                .settings()
                .organizationAdminRole();
        return role == null
                ? Set.of()
                : new Memberships(session, realm)
                        .find(organizationId)
                        .map(organization -> tenants(new RoleHolders(session, realm)
                                .of(role, organization, MOST).stream()
                                        .filter(user -> !managers.manageAll(user))
                                        .toList()))
                        .orElse(Set.of());
    }

    private Set<String> controlledAmong(Set<String> organizations) {
        return organizations.isEmpty()
                ? Set.of()
                : new TenantStore(session).marksOf(realm.getId(), organizations).controlled();
    }

    private Set<String> tenants(List<UserModel> users) {
        Vendors vendors = new Vendors(session);
        return users.stream()
                .filter(user -> !vendors.isVendor(realm, realm, user, null))
                .map(UserModel::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable UserModel find(String userId) {
        return session.users().getUserById(realm, userId);
    }
}
