package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.keycloak.BrokerCallback;
import io.github.keycloakassume.impersonation.model.KnownRole;
import io.github.keycloakassume.impersonation.model.OurRole;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Roles that mappers of identity providers give. Of ours that is {@code assume-accounts} alone, and only where a policy
 * knows the provider's users for a vendor's: it makes more of nobody than grants do.
 */
final class MappedRoles {

    private final KeycloakSession session;

    MappedRoles(KeycloakSession session) {
        this.session = session;
    }

    /** Whether it is such a mapper that gives these roles to a user of its provider at this moment. */
    boolean areGiven(RealmModel realm, UserModel user, List<KnownRole> roles) {
        return roles.stream().allMatch(role -> role.role() == OurRole.ASSUME_ACCOUNTS)
                && realm.equals(session.getContext().getRealm())
                && BrokerCallback.identityProvider(session)
                        .filter(alias -> isVendors(realm, alias))
                        // He who logs in, whatever else is done in his request.
                        .filter(alias -> session.users().getFederatedIdentity(realm, user, alias) != null)
                        .isPresent();
    }

    private boolean isVendors(RealmModel realm, String alias) {
        return session.getAllProviders(ImpersonationPolicy.class).stream()
                .anyMatch(policy -> policy.isVendorsProvider(realm, alias));
    }
}
