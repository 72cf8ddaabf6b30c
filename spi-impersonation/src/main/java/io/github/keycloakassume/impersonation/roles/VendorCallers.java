package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.keycloak.AdminRequest;
import io.github.keycloakassume.impersonation.model.OurRole;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Callers of administration who are vendor in the realm that they administer. They take {@code assume-accounts} from nobody,
 * themselves included, and give nobody the right to decide: else they would be vendor only as long as they like.
 */
final class VendorCallers {

    private final KeycloakSession session;

    VendorCallers(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Whether a caller is vendor: by role, or by what a policy knows of them. Not merely for being of master, whose
     * administrators run the server.
     */
    boolean isVendor(AdminRequest.Caller caller, RealmModel realm) {
        boolean isStaff = new RoleTrust(session).holds(caller.home(), caller.user(), OurRole.ASSUME_ACCOUNTS, realm);
        return isStaff
                || (caller.home().getId().equals(realm.getId())
                        && session.getAllProviders(ImpersonationPolicy.class).stream()
                                .anyMatch(policy -> policy.isVendor(realm, caller.user())));
    }
}
