package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore.Versioned;
import io.github.keycloakassume.assumption.store.VendorStore;
import io.github.keycloakassume.core.keycloak.ById;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** An administrator of the tenant says how it keeps account assumption. */
public final class ChangeAssumptionSettings {

    private static final Clock CLOCK = new KeycloakClock();

    private final KeycloakSession session;
    private final RealmModel realm;
    private final GrantTrail trail;

    public ChangeAssumptionSettings(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.trail = new GrantTrail(session, realm);
    }

    /**
     * Changes them all at once. What runs is decided on anew.
     *
     * @param wished {@code trial} as it is: that is not the tenant's to say
     * @param basedOn the version that he has seen
     * @throws RefusedException {@code version-required}, {@code version-stale}, {@code not-allowed} for the trial,
     *     {@code setting-invalid} for an unknown identity provider or role, after the trail has noted it
     */
    public Versioned change(Decider.OfRealm decider, AssumptionSettings wished, @Nullable Integer basedOn) {
        return trail.orRefused(decider.person(), () -> {
            AssumptionSettingsStore store = new AssumptionSettingsStore(session);
            AssumptionSettings before = store.of(realm.getId()).settings();
            if (!wished.isOnlyNarrowerThan(before)) {
                session.getProvider(ActorRates.class).require(realm.getId(), decider.person(), RatedAct.SETTING);
            }
            if (basedOn == null) {
                throw new RefusedException(Refusal.VERSION_REQUIRED);
            }
            if (wished.trial() != before.trial()) {
                throw new RefusedException(Refusal.NOT_ALLOWED);
            }
            requireKnown(wished, before.vendorIdentityProviders());
            requireStranger(decider, wished, before.vendorIdentityProviders());
            Versioned changed = store.put(realm.getId(), wished, basedOn);
            remember(before.vendorIdentityProviders(), wished.vendorIdentityProviders());
            trail.done(GrantTrail.SETTINGS, decider.person(), wished.changesFrom(before));
            session.getProvider(ImpersonationRegistry.class).reviewAll(realm.getId());
            return changed;
        });
    }

    /**
     * Who is linked to a provider that is named from now on stays vendor, whatever becomes of the link; who was so by one that
     * is named no longer does not. There is no other way out.
     */
    private void remember(Set<String> before, Set<String> after) {
        VendorStore vendors = new VendorStore(session);
        before.stream()
                .filter(alias -> !after.contains(alias))
                .forEach(alias -> vendors.forgetProvider(realm.getId(), alias));
        after.stream()
                .filter(alias -> !before.contains(alias))
                .forEach(alias -> vendors.rememberLinked(realm.getId(), alias, CLOCK.instant()));
    }

    /**
     * Only what there is can be named; a provider that is named stays so after it was deleted, until somebody who decides
     * takes it out.
     */
    private void requireKnown(AssumptionSettings wished, Set<String> namedBefore) {
        boolean providers = wished.vendorIdentityProviders().stream()
                .allMatch(alias -> namedBefore.contains(alias)
                        || new ById(session, realm).identityProvider(alias).isPresent());
        require(providers, "vendorIdentityProviders");
        @Nullable String role = wished.organizationAdminRole();
        require(
                role == null
                        || new ById(session, realm)
                                .role(role)
                                .filter(this::isForSome)
                                .isPresent(),
                "organizationAdminRole");
    }

    /** Who names a provider to which others have linked them could undo that no more. */
    private void requireStranger(Decider.OfRealm decider, AssumptionSettings wished, Set<String> namedBefore) {
        @Nullable
        UserModel user = session.users().getUserById(realm, decider.person().userId());
        boolean isLinked = user != null
                && session.users()
                        .getFederatedIdentitiesStream(realm, user)
                        .map(FederatedIdentityModel::getIdentityProvider)
                        .anyMatch(alias ->
                                wished.vendorIdentityProviders().contains(alias) && !namedBefore.contains(alias));
        require(!isLinked, "vendorIdentityProviders");
    }

    /** One that everybody has would make every member an administrator of his organizations. */
    private boolean isForSome(RoleModel role) {
        return !UserRoles.isEveryUsers(realm, role);
    }

    private static void require(boolean known, String setting) {
        if (!known) {
            throw new RefusedException(Refusal.SETTING_INVALID, setting);
        }
    }
}
