package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.BrokerCallback;
import io.github.keycloakassume.core.keycloak.RoleMappers;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.MappedRole;
import io.github.keycloakassume.core.model.MappedRole.Source;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.spi.VendorPolicy;
import io.github.keycloakassume.core.store.MappedRoleStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
                .allMatch(role -> role.role().equals(OurRole.ASSUME_ACCOUNTS)
                        && role.realmId().equals(realm.getId()));
        return isStaffOfRealm && realm.equals(session.getContext().getRealm())
                ? BrokerCallback.identityProvider(session)
                        .filter(alias -> isVendors(realm, alias))
                        // He who logs in, whatever else is done in his request.
                        .filter(alias -> session.users().getFederatedIdentity(realm, user, alias) != null)
                : Optional.empty();
    }

    /** Remembers that a mapper has given it, and nobody else: Keycloak tells of no role that is there already. */
    void remember(RealmModel realm, UserModel user, String held, String provider) {
        new MappedRoleStore(session).remember(new MappedRole(realm.getId(), user.getId(), held, provider));
    }

    /** Ids of the roles and groups that a user has from a mapper which may give them no longer. They count for nothing. */
    Set<String> ended(UserModel user) {
        return new MappedRoleStore(session)
                .of(user.getId()).stream()
                        .filter(mapped -> !stands(mapped.source()))
                        .map(MappedRole::heldId)
                        .collect(Collectors.toSet());
    }

    /** Whether what came from there stays: the provider is still the vendor's, and has a mapper that may give it. */
    boolean stands(Source source) {
        @Nullable RealmModel realm = session.realms().getRealm(source.realmId());
        return realm != null
                && isVendors(realm, source.provider())
                && new RoleMappers(session, realm).mayGive(source.provider(), source.heldId());
    }

    private boolean isVendors(RealmModel realm, String alias) {
        return session.getAllProviders(VendorPolicy.class).stream()
                .anyMatch(policy -> policy.isVendorsProvider(realm, alias));
    }
}
