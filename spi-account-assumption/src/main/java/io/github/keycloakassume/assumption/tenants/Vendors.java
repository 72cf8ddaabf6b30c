package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.impersonation.model.OurRole;
import io.github.keycloakassume.impersonation.roles.RoleTrust;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Who is vendor: that wins over whatever else he is. */
public final class Vendors {

    private final KeycloakSession session;
    private final RoleTrust roles;

    public Vendors(KeycloakSession session) {
        this.session = session;
        this.roles = new RoleTrust(session);
    }

    /**
     * Whether somebody is vendor to a realm: he comes from another one, holds {@code assume-accounts}, has logged in
     * through an identity provider of the vendor's, or could: else a password of his own would make another of him.
     *
     * @param home the realm he belongs to
     * @param identityProvider alias of the one that his login came through, if it did
     */
    public boolean isVendor(RealmModel realm, RealmModel home, UserModel user, @Nullable String identityProvider) {
        if (!home.getId().equals(realm.getId()) || isStaff(realm, home, user)) {
            return true;
        }
        Set<String> theirs = identityProviders(realm);
        return !theirs.isEmpty()
                && ((identityProvider != null && theirs.contains(identityProvider))
                        || session.users()
                                .getFederatedIdentitiesStream(realm, user)
                                .map(FederatedIdentityModel::getIdentityProvider)
                                .anyMatch(theirs::contains));
    }

    /** Whether he holds the role that lets vendor staff do what grants allow, and nothing else. */
    public boolean isStaff(RealmModel realm, RealmModel home, UserModel user) {
        return roles.holds(home, user, OurRole.ASSUME_ACCOUNTS, realm);
    }

    /** Aliases of the identity providers whose users are vendor to that realm. */
    public Set<String> identityProviders(RealmModel realm) {
        return new AssumptionSettingsStore(session).of(realm.getId()).settings().vendorIdentityProviders();
    }
}
