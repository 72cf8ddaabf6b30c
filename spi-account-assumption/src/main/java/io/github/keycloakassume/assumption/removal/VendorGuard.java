package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.store.TenantStore;
import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.RefusedAdministration;
import java.time.Instant;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Callers of administration who are vendor open no account by taking its user out of an organization that has closed it, or by
 * removing that organization. Not those who are vendor for being of master alone, who run the server.
 * Callers of whom it is not sure who they are count as vendor.
 */
final class VendorGuard {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Instant now;

    VendorGuard(KeycloakSession session, RealmModel realm, Instant now) {
        this.session = session;
        this.realm = realm;
        this.now = now;
    }

    /**
     * Lets all others pass, and vendors where the organization keeps nothing closed to that member.
     *
     * @throws RuntimeException 403, which rolls all of the request back, after the trail has noted it
     */
    void requireOpenFor(String organizationId, String userId) {
        require(organizationId, Set.of(organizationId, userId));
    }

    /** The same of all of its members. */
    void requireOpen(String organizationId) {
        require(organizationId, Set.of(organizationId));
    }

    private void require(String organizationId, Set<String> targets) {
        AdminRequest.writing(session)
                .flatMap(AdminRequest::caller)
                .filter(caller -> isVendor(caller) && closes(organizationId, targets))
                .ifPresent(caller -> {
                    new GrantTrail(session, realm).refused(caller.person(), GrantRefusal.VENDOR_MAY_NOT_DECIDE);
                    throw RefusedAdministration.because(session, GrantRefusal.VENDOR_MAY_NOT_DECIDE);
                });
    }

    private boolean isVendor(AdminRequest.Caller caller) {
        Vendors vendors = new Vendors(session);
        return !caller.isThemselves()
                || vendors.isStaff(realm, caller.home(), caller.user())
                || (caller.home().getId().equals(realm.getId()) && vendors.isVendor(realm, realm, caller.user(), null));
    }

    private boolean closes(String organizationId, Set<String> targets) {
        return !new TenantStore(session)
                        .marksOf(realm.getId(), Set.of(organizationId))
                        .controlled()
                        .isEmpty()
                || new GrantStore(session)
                        .reaching(realm.getId(), targets).stream().anyMatch(grant -> denies(grant, organizationId));
    }

    private boolean denies(Grant grant, String organizationId) {
        boolean isOfOrganization = grant.owner().isOrganization(organizationId)
                || grant.scope().targetId().equals(organizationId);
        return isOfOrganization && grant.terms().effect() == Effect.DENY && grant.isActive(now);
    }
}
