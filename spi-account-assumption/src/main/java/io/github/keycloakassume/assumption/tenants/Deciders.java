package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GrantRole;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.core.keycloak.AccountCaller;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.Memberships;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.roles.RoleTrust;
import io.github.keycloakassume.core.spi.TrailProvider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Who may decide, and who may see. Whoever may not is in the trail. */
public final class Deciders {

    private final KeycloakSession session;
    private final RoleTrust roles;
    private final Vendors vendors;

    public Deciders(KeycloakSession session) {
        this.session = session;
        this.roles = new RoleTrust(session);
        this.vendors = new Vendors(session);
    }

    /**
     * A caller of the Admin API as an administrator of the tenant.
     *
     * @throws RefusedException {@code impersonated}, {@code not-allowed}, {@code login-unknown} or
     *     {@code vendor-may-not-decide}
     */
    public Decider.OfRealm ofRealm(AdminCaller caller) {
        return trailed(caller.realm(), caller.person(), () -> {
            requireHimself(caller.isImpersonated());
            requireRight(roles.holds(caller, GrantRole.MANAGE));
            requireKnown(caller.isOfKnownLogin());
            requireTenant(isVendor(caller));
            return new Decider.OfRealm(caller.person());
        });
    }

    /**
     * A user as an administrator of an organization, who decides in full.
     *
     * @throws RefusedException as {@link #atLeastTakingAway}; {@code not-allowed} for those, too, who may only take away
     */
    public Decider.OfOrganization ofOrganization(AccountCaller caller, String organizationId) {
        Decider.OfOrganization decider = atLeastTakingAway(caller, organizationId);
        return trailed(caller.realm(), caller.person(), () -> {
            decider.requireWidening();
            return decider;
        });
    }

    /**
     * A user as an administrator of an organization. To all others there is no such organization. Who manages all organizations
     * of the realm may only take away: they could have made themselves a member.
     *
     * @throws RefusedException {@code impersonated}, {@code not-allowed}, {@code organization-not-found},
     *     {@code login-unknown} or {@code vendor-may-not-decide}
     */
    public Decider.OfOrganization atLeastTakingAway(AccountCaller caller, String organizationId) {
        return trailed(caller.realm(), caller.person(), () -> {
            requireHimself(caller.isImpersonated());
            requireRight(caller.mayManage() && mayDecideIn(caller));
            OrganizationModel organization = new Memberships(session, caller.realm())
                    .find(organizationId)
                    .filter(new Memberships(session, caller.realm())::isInUse)
                    .filter(found -> administers(caller, found))
                    .orElseThrow(() -> new RefusedException(GrantRefusal.ORGANIZATION_NOT_FOUND));
            requireKnown(caller.isOfKnownLogin());
            requireTenant(isVendor(caller));
            return new Decider.OfOrganization(caller.person(), organization.getId(), caller.managesAllOrganizations());
        });
    }

    /**
     * A user about his own account, who may change it with this token.
     *
     * @throws RefusedException {@code impersonated}, {@code not-allowed}, {@code login-unknown} or
     *     {@code vendor-may-not-decide}
     */
    public Decider.OfUser ofUser(AccountCaller caller) {
        return trailed(caller.realm(), caller.person(), () -> {
            requireHimself(caller.isImpersonated());
            requireRight(caller.mayManage() && mayDecideIn(caller));
            requireKnown(caller.isOfKnownLogin());
            requireTenant(isVendor(caller));
            return new Decider.OfUser(caller.person());
        });
    }

    /**
     * Lets those see what was decided who hold {@code view-account-assumption} or may decide, also vendor's.
     *
     * @throws RefusedException {@code impersonated} or {@code not-allowed}
     */
    public void requireView(AdminCaller caller) {
        trailed(caller.realm(), caller.person(), () -> {
            requireHimself(caller.isImpersonated());
            requireRight(mayView(caller));
            return caller;
        });
    }

    /** Whether he may see what was decided, whoever he is. */
    public boolean mayView(AdminCaller caller) {
        return roles.holds(caller, GrantRole.VIEW) || roles.holds(caller, GrantRole.MANAGE);
    }

    /** Whether a caller of the Admin API is vendor. */
    public boolean isVendor(AdminCaller caller) {
        return vendors.isVendor(
                caller.realm(),
                caller.home(),
                caller.user(),
                caller.identityProvider().orElse(null));
    }

    private boolean isVendor(AccountCaller caller) {
        return vendors.isVendor(
                caller.realm(),
                caller.realm(),
                caller.user(),
                caller.identityProvider().orElse(null));
    }

    /**
     * Whether users decide in the application that the token was issued for: the account console, or one that the settings
     * name. What an application says of itself does not count.
     */
    private boolean mayDecideIn(AccountCaller caller) {
        return caller.isInAccountConsole()
                || new AssumptionSettingsStore(session)
                        .of(caller.realm().getId())
                        .settings()
                        .decidingClients()
                        .contains(caller.applicationId());
    }

    private boolean administers(AccountCaller caller, OrganizationModel organization) {
        boolean isMemberWithRole = new Memberships(session, caller.realm()).isMember(organization, caller.user())
                && holdsAdministratorRole(caller);
        return isMemberWithRole || caller.managesByPermission(organization);
    }

    private boolean holdsAdministratorRole(AccountCaller caller) {
        @Nullable
        String id = new AssumptionSettingsStore(session)
                .of(caller.realm().getId())
                .settings()
                .organizationAdminRole();
        @Nullable RoleModel role = id == null ? null : caller.realm().getRoleById(id);
        return role != null && !UserRoles.isEveryUsers(caller.realm(), role) && caller.hasRole(role);
    }

    private <T> T trailed(RealmModel realm, Person caller, Supplier<T> decision) {
        try {
            return decision.get();
        } catch (RefusedException refused) {
            session.getProvider(TrailProvider.class)
                    .refused(TrailEntry.refused(realm.getId(), caller, null, null, refused.refusal()));
            throw refused;
        }
    }

    private static void requireHimself(boolean impersonated) {
        require(!impersonated, Refusal.IMPERSONATED);
    }

    private static void requireRight(boolean right) {
        require(right, Refusal.NOT_ALLOWED);
    }

    private static void requireKnown(boolean login) {
        require(login, Refusal.LOGIN_UNKNOWN);
    }

    private static void requireTenant(boolean vendor) {
        require(!vendor, GrantRefusal.VENDOR_MAY_NOT_DECIDE);
    }

    private static void require(boolean met, Refusal otherwise) {
        if (!met) {
            throw new RefusedException(otherwise);
        }
    }
}
