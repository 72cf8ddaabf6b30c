package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.spi.VendorPolicy;
import io.github.keycloakassume.core.store.RoleTables;
import java.util.Set;
import java.util.stream.Stream;
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
     * The same of a caller in a transaction in which groups and roles have lost {@code assume-accounts}.
     *
     * @param taken their ids: users who have one of them were vendor until then
     */
    boolean isVendor(AdminRequest.Caller caller, RealmModel realm, Set<String> taken) {
        RoleTables tables = new RoleTables(session);
        String id = caller.user().getId();
        return isVendor(caller, realm)
                || (!taken.isEmpty()
                        && Stream.concat(tables.rolesOf(id).stream(), tables.groupsOf(id).stream())
                                .anyMatch(taken::contains));
    }

    /**
     * Whether a caller is vendor: by the role, for whatever realm, or by what a policy knows of them. Not merely for being
     * of master, whose administrators run the server. Where another actor uses their token, that actor may be.
     */
    boolean isVendor(AdminRequest.Caller caller, RealmModel realm) {
        boolean isStaff = new RoleTrust(session).isVendorStaff(caller.home(), caller.user());
        return isStaff
                || !caller.isThemselves()
                || (caller.home().getId().equals(realm.getId())
                        && session.getAllProviders(VendorPolicy.class).stream()
                                .anyMatch(policy -> policy.isVendor(realm, caller.user())));
    }
}
