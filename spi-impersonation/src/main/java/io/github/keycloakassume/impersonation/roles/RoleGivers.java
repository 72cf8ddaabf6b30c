package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.keycloak.AdminRequest;
import io.github.keycloakassume.impersonation.keycloak.Administration;
import io.github.keycloakassume.impersonation.model.KnownRole;
import io.github.keycloakassume.impersonation.model.OurRole;
import io.github.keycloakassume.impersonation.model.RoleGiver;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What somebody may give and take in a realm. */
final class RoleGivers {

    private final KeycloakSession session;

    RoleGivers(KeycloakSession session) {
        this.session = session;
    }

    RoleGiver giver(AdminRequest.Caller caller, RealmModel realm) {
        return giver(caller, realm, Set.of());
    }

    /**
     * The same where he has already given.
     *
     * @param toHimself ids of roles and groups that he has given to himself: to hold them so is no right to give them
     */
    RoleGiver giver(AdminRequest.Caller caller, RealmModel realm, Set<String> toHimself) {
        if (new Administration(session, realm).isAllOf(caller.user())) {
            return RoleGiver.REALM_ADMIN;
        }
        return new RoleGiver(
                false,
                new RoleTrust(session)
                        .held(caller.home(), caller.user(), toHimself).stream()
                                .filter(role -> role.role() != OurRole.MANAGE_ACCOUNT_ASSUMPTION
                                        || !new VendorCallers(session).isVendor(caller, realm))
                                .map(KnownRole::roleId)
                                .collect(Collectors.toSet()));
    }
}
