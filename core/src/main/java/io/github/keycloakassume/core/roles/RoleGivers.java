package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.Administration;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.RoleGiver;
import io.github.keycloakassume.core.spi.AssumeModule;
import io.github.keycloakassume.core.spi.VendorPolicy;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What a caller may give and take in a realm: what their user may, as far as the application that calls for them has it in
 * its scope. Who calls with the token of another, whom they impersonate or by whom they are delegated, gives nothing, nor does one who is known by a subject alone.
 */
public final class RoleGivers {

    private final KeycloakSession session;

    public RoleGivers(KeycloakSession session) {
        this.session = session;
    }

    RoleGiver giver(AdminRequest.Caller caller, RealmModel realm) {
        return giver(caller, realm, Set.of());
    }

    /**
     * The same where they have already given.
     *
     * @param toThemselves ids of roles and groups that they have given to themselves: to hold them so is no right to give them
     */
    RoleGiver giver(AdminRequest.Caller caller, RealmModel realm, Set<String> toThemselves) {
        if (!caller.isThemselves()) {
            return RoleGiver.NOBODY;
        }
        Set<String> usable = caller.roleIds();
        if (new Administration(session, realm).isAllOf(usable)) {
            return RoleGiver.REALM_ADMIN;
        }
        return new RoleGiver(
                false,
                new RoleTrust(session)
                        .held(caller.home(), caller.user(), toThemselves).stream()
                                .filter(role -> isPassedOn(role, caller, realm))
                                .map(KnownRole::roleId)
                                .filter(usable::contains)
                                .collect(Collectors.toSet()));
    }

    /** Who gets {@code assume-accounts} decides nothing any more: the staff who hold it make no one else staff. */
    private boolean isPassedOn(KnownRole role, AdminRequest.Caller caller, RealmModel realm) {
        return isBrought(role)
                && !role.role().equals(OurRole.ASSUME_ACCOUNTS)
                && !(isOfDeciders(role) && new VendorCallers(session).isVendor(caller, realm));
    }

    /**
     * Whether a caller may make users vendor staff by other means than the role: administrators of the realm alone, as with
     * the role, for those who decide would take the right to decide from others, administrators included.
     *
     * @param realm the realm of these users
     */
    public boolean mayMakeStaff(AdminRequest.Caller caller, RealmModel realm) {
        return giver(caller, realm).realmAdmin() && !new VendorCallers(session).isVendor(caller, realm);
    }

    /**
     * Whether a caller may take {@code assume-accounts} from users and from what passes it on, after which these decide and
     * need no grant: administrators of the realm, and those who decide there on grants themselves, if they are not vendor.
     * Not all who may manage users: a vendor among these would make a user for it.
     *
     * @param taken ids of groups and roles that have lost it already: users who have one of these were vendor until then
     */
    boolean mayTakeStaff(AdminRequest.Caller caller, RealmModel realm, Set<String> taken) {
        if (new VendorCallers(session).isVendor(caller, realm, taken)) {
            return false;
        }
        Set<String> usable = caller.roleIds();
        if (new Administration(session, realm).isAllOf(usable)) {
            return true;
        }
        // With the role of this name on the server's own realm one looks only.
        return caller.home().getId().equals(realm.getId())
                && new RoleTrust(session)
                        .held(caller.home(), caller.user()).stream()
                                .anyMatch(held -> isOfDeciders(held)
                                        && held.realmId().equals(realm.getId())
                                        && usable.contains(held.roleId()));
    }

    /** Of the roles of a module that was removed no installed module says who may pass them on. */
    private boolean isBrought(KnownRole role) {
        return session.getAllProviders(AssumeModule.class).stream()
                .flatMap(module -> module.roles().stream())
                .anyMatch(brought -> brought.role().equals(role.role()));
    }

    private boolean isOfDeciders(KnownRole role) {
        return session.getAllProviders(VendorPolicy.class).stream()
                .anyMatch(policy -> policy.isOfDeciders(role.role()));
    }
}
