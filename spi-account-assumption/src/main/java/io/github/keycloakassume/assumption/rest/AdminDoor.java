package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.assumption.tenants.Deciders;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.roles.RoleTrust;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The Admin API: the tenant's administrators decide, vendor staff ask and see what is theirs. */
final class AdminDoor implements Door {

    static final String RESOURCE = "account-assumption";

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Deciders deciders;

    AdminDoor(KeycloakSession session, AdminCaller caller) {
        this.session = session;
        this.caller = caller;
        this.deciders = new Deciders(session);
    }

    @Override
    public RealmModel realm() {
        return caller.realm();
    }

    @Override
    public Decider.OfRealm decider() {
        return deciders.ofRealm(caller);
    }

    /** Those who may see all see all; vendor staff see the grants that name them. */
    @Override
    public GrantFilter seen(GrantFilter filter) {
        if (!deciders.mayView(caller)) {
            requireStaff();
            return filter.namingUser(caller.user().getId());
        }
        deciders.requireView(caller);
        return filter;
    }

    @Override
    public RequestFilter seen(RequestFilter filter) {
        if (!deciders.mayView(caller)) {
            requireStaff();
            return filter.ownOf(caller.person());
        }
        deciders.requireView(caller);
        return filter;
    }

    @Override
    public boolean reaches(Grant grant) {
        return true;
    }

    @Override
    public GrantWish complete(GrantWish wish) {
        return wish;
    }

    @Override
    public void note(AdminCaller.Write write, String resourceType, Map<String, Object> representation, String... path) {
        caller.noteAt(RESOURCE, write, resourceType, representation, path);
    }

    private void requireStaff() {
        if (caller.isImpersonated()) {
            throw new RefusedException(Refusal.IMPERSONATED);
        }
        boolean staff =
                new RoleTrust(session).holds(caller, OurRole.ASSUME_ACCOUNTS) || caller.holdsImpersonationRole();
        if (!staff) {
            deciders.requireView(caller);
        }
    }
}
