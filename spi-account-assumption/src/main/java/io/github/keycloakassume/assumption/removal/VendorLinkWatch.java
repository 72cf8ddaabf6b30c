package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.watch.WatchFactory;
import io.github.keycloakassume.impersonation.keycloak.AdminRequest;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.RefusedAdministration;
import io.github.keycloakassume.impersonation.model.Refusal;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityRemovedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Nobody unlinks himself from a vendor's identity provider: with a password of his own he would not be vendor any more.
 * Administrators may unlink others.
 */
public final class VendorLinkWatch implements WatchFactory {

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof FederatedIdentityRemovedEvent unlinked) {
                check(unlinked);
            }
        });
    }

    private static void check(FederatedIdentityRemovedEvent unlinked) {
        KeycloakSession session = unlinked.getKeycloakSession();
        boolean isVendors = new AssumptionSettingsStore(session)
                .of(unlinked.getRealm().getId())
                .settings()
                .vendorIdentityProviders()
                .contains(unlinked.getFederatedIdentity().getIdentityProvider());
        if (isVendors && AdminRequest.isServed(session) && !isByAnother(unlinked)) {
            new GrantTrail(session, unlinked.getRealm())
                    .refused(Directory.person(unlinked.getRealm(), unlinked.getUser()), Refusal.NOT_ALLOWED);
            throw RefusedAdministration.because(session, Refusal.NOT_ALLOWED);
        }
    }

    private static boolean isByAnother(FederatedIdentityRemovedEvent unlinked) {
        return AdminRequest.writing(unlinked.getKeycloakSession())
                .flatMap(AdminRequest::caller)
                .filter(caller ->
                        !caller.user().getId().equals(unlinked.getUser().getId()))
                .isPresent();
    }

    @Override
    public String getId() {
        return "vendor-links";
    }
}
