package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.VendorStore;
import io.github.keycloakassume.assumption.watch.WatchFactory;
import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.OnceAtStart;
import io.github.keycloakassume.core.keycloak.RefusedAdministration;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.roles.RoleGivers;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityCreatedEvent;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityRemovedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Remembers who is linked to a vendor's identity provider: they stay vendor when the link is gone. Those who may
 * make users vendor staff link others, administrators unlink them; users do not unlink themselves.
 */
public final class VendorLinkWatch implements WatchFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        OnceAtStart.run(factory, "assume-vendors", VendorLinkWatch::rememberLinked);
        factory.register(event -> {
            if (event instanceof FederatedIdentityCreatedEvent linked) {
                check(linked);
                remember(
                        linked.getKeycloakSession(),
                        linked.getRealm(),
                        linked.getUser(),
                        linked.getFederatedIdentity());
            } else if (event instanceof FederatedIdentityRemovedEvent unlinked) {
                remember(
                        unlinked.getKeycloakSession(),
                        unlinked.getRealm(),
                        unlinked.getUser(),
                        unlinked.getFederatedIdentity());
                check(unlinked);
            }
        });
    }

    private static void remember(
            KeycloakSession session, RealmModel realm, UserModel user, FederatedIdentityModel link) {
        if (isVendors(session, realm, link.getIdentityProvider())) {
            new VendorStore(session).remember(realm.getId(), user.getId(), link.getIdentityProvider(), CLOCK.instant());
        }
    }

    /** Links of providers that the settings named before links were remembered. */
    private static void rememberLinked(KeycloakSession session) {
        VendorStore vendors = new VendorStore(session);
        new AssumptionSettingsStore(session)
                .vendorIdentityProviders()
                .forEach((realm, aliases) ->
                        aliases.forEach(alias -> vendors.rememberLinked(realm, alias, CLOCK.instant())));
    }

    private static boolean isVendors(KeycloakSession session, RealmModel realm, String identityProvider) {
        return new AssumptionSettingsStore(session)
                .of(realm.getId())
                .settings()
                .vendorIdentityProviders()
                .contains(identityProvider);
    }

    private static void check(FederatedIdentityRemovedEvent unlinked) {
        KeycloakSession session = unlinked.getKeycloakSession();
        boolean isVendors = isVendors(
                session, unlinked.getRealm(), unlinked.getFederatedIdentity().getIdentityProvider());
        if (isVendors && AdminRequest.isServed(session) && !isByAnother(unlinked)) {
            new GrantTrail(session, unlinked.getRealm())
                    .refused(Directory.person(unlinked.getRealm(), unlinked.getUser()), Refusal.NOT_ALLOWED);
            throw RefusedAdministration.because(session, Refusal.NOT_ALLOWED);
        }
    }

    /**
     * Users link themselves at a login, and what no one asked for links as it is configured. A user who is linked in any other
     * request, of whatever path and method, is vendor by the word of the caller: one who is not known may not say it.
     */
    private static void check(FederatedIdentityCreatedEvent linked) {
        KeycloakSession session = linked.getKeycloakSession();
        if (AdminRequest.isServed(session)
                && !AdminRequest.isOfLogin(session)
                && isVendors(
                        session,
                        linked.getRealm(),
                        linked.getFederatedIdentity().getIdentityProvider())) {
            Optional<AdminRequest.Caller> caller = AdminRequest.writing(session).flatMap(AdminRequest::caller);
            if (caller.filter(by -> new RoleGivers(session).mayMakeStaff(by, linked.getRealm()))
                    .isEmpty()) {
                new GrantTrail(session, linked.getRealm())
                        .refused(
                                caller.map(AdminRequest.Caller::person)
                                        .orElseGet(() -> Directory.person(linked.getRealm(), linked.getUser())),
                                Refusal.NOT_ALLOWED);
                throw RefusedAdministration.because(session, Refusal.NOT_ALLOWED);
            }
        }
    }

    private static boolean isByAnother(FederatedIdentityRemovedEvent unlinked) {
        return AdminRequest.writing(unlinked.getKeycloakSession())
                .flatMap(AdminRequest::caller)
                .filter(caller -> caller.isThemselves()
                        && !caller.user().getId().equals(unlinked.getUser().getId()))
                .isPresent();
    }

    @Override
    public String getId() {
        return "vendor-links";
    }
}
