package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.VendorStore;
import io.github.keycloakassume.core.roles.RoleTrust;
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
     * Whether a user is vendor to a realm: they come from another one, hold {@code assume-accounts}, have logged in through
     * an identity provider of the vendor's, could (a password of their own makes nobody else of them), or could once: a
     * link or a provider that was removed makes nobody else of them either.
     *
     * @param home the realm they belong to
     * @param identityProvider alias of the one that their login came through, if it did
     */
    public boolean isVendor(RealmModel realm, RealmModel home, UserModel user, @Nullable String identityProvider) {
        if (!home.getId().equals(realm.getId()) || isStaff(realm, home, user)) {
            return true;
        }
        Set<String> theirs = identityProviders(realm);
        if (theirs.isEmpty()) {
            return false;
        }
        return new VendorStore(session).knows(realm.getId(), user.getId())
                || (identityProvider != null && theirs.contains(identityProvider))
                || session.users()
                        .getFederatedIdentitiesStream(realm, user)
                        .map(FederatedIdentityModel::getIdentityProvider)
                        .anyMatch(theirs::contains);
    }

    /** Whether he holds the role that lets vendor staff do what grants allow, and nothing else. */
    public boolean isStaff(RealmModel realm, RealmModel home, UserModel user) {
        return roles.isVendorStaff(home, user, realm);
    }

    /** Aliases of the identity providers whose users are vendor to that realm. */
    public Set<String> identityProviders(RealmModel realm) {
        return new AssumptionSettingsStore(session).of(realm.getId()).settings().vendorIdentityProviders();
    }
}
