package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What of a realm somebody who decides gets to see: what is beyond that is unknown to him. */
public final class Reach {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Reach(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Whether grants and requests of that scope are within it. */
    public boolean includes(Decider decider, Scope scope) {
        if (decider instanceof Decider.OfOrganization of) {
            return scope.targetId().equals(of.organizationId())
                    || (scope.kind() == ScopeKind.USER && isMember(scope.targetId(), of.organizationId()));
        }
        return decider instanceof Decider.OfRealm
                || scope.targetId().equals(decider.person().userId());
    }

    private boolean isMember(String userId, String organizationId) {
        UserModel user = session.users().getUserById(realm, userId);
        return user != null
                && new Tenancies(session, realm).organizationsOf(user).contains(organizationId);
    }
}
