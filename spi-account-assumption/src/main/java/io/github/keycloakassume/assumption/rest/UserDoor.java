package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.tenants.Deciders;
import io.github.keycloakassume.core.keycloak.AccountCaller;
import io.github.keycloakassume.core.keycloak.AccountEvents;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** A user about his own account. */
final class UserDoor implements Door {

    private final KeycloakSession session;
    private final AccountCaller caller;

    UserDoor(KeycloakSession session, AccountCaller caller) {
        this.session = session;
        this.caller = caller;
    }

    @Override
    public RealmModel realm() {
        return caller.realm();
    }

    @Override
    public Decider.OfUser decider() {
        return new Deciders(session).ofUser(caller);
    }

    /** He may look on while somebody else is he: that hides nothing from himself. */
    void requireView() {
        if (!caller.mayView()) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
        if (caller.isImpersonated() && caller.login() != null) {
            new AccountEvents(session, realm()).seen(caller.login(), caller.clientId(), AdminDoor.RESOURCE);
        }
    }

    @Override
    public GrantFilter seen(GrantFilter filter) {
        requireView();
        return filter.within(self());
    }

    @Override
    public RequestFilter seen(RequestFilter filter) {
        requireView();
        return filter.within(self());
    }

    @Override
    public boolean reaches(Grant grant) {
        return grant.scope().isUser(caller.user().getId());
    }

    @Override
    public GrantWish complete(GrantWish wish) {
        return wish.orFor(self());
    }

    private Scope self() {
        return Scope.user(caller.user().getId());
    }

    @Override
    public void note(AdminCaller.Write write, String resourceType, Map<String, Object> representation, String... path) {
        // No admin events here: Keycloak has them for callers of the Admin API alone. The trail has it all.
    }
}
