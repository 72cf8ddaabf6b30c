package io.github.keycloakassume.impersonation.roles;

import io.github.keycloakassume.impersonation.keycloak.BrokerCallback;
import io.github.keycloakassume.impersonation.model.KnownRole;
import io.github.keycloakassume.impersonation.model.OurRole;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import java.util.List;
import java.util.Optional;
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

    /** Alias of the provider whose mapper gives these roles to one of its users at this moment, if it may. */
    Optional<String> giver(RealmModel realm, UserModel user, List<KnownRole> roles) {
        boolean isStaffOfRealm = roles.stream()
                .allMatch(role ->
                        role.role() == OurRole.ASSUME_ACCOUNTS && role.realmId().equals(realm.getId()));
        return isStaffOfRealm && realm.equals(session.getContext().getRealm())
                ? BrokerCallback.identityProvider(session)
                        .filter(alias -> isVendors(realm, alias))
                        // He who logs in, whatever else is done in his request.
                        .filter(alias -> session.users().getFederatedIdentity(realm, user, alias) != null)
                : Optional.empty();
    }

    private boolean isVendors(RealmModel realm, String alias) {
        return session.getAllProviders(ImpersonationPolicy.class).stream()
                .anyMatch(policy -> policy.isVendorsProvider(realm, alias));
    }
}
