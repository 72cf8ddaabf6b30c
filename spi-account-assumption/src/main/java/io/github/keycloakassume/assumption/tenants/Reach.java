package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.core.keycloak.ById;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What of a realm those who decide get to see: what is beyond that is unknown to them. */
public final class Reach {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Reach(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Whether that grant is within it: one that another organization has decided on is not an organization's to know, and what
     * it has decided itself it knows also after the member has left.
     */
    public boolean includes(Decider decider, Grant grant) {
        boolean isOwn =
                decider instanceof Decider.OfOrganization of && grant.owner().isOrganization(of.organizationId());
        return isOwn || (grant.owner().isKnownTo(decider) && includes(decider, grant.scope()));
    }

    /** Whether requests, and grants that are to be, of that scope are within it. */
    public boolean includes(Decider decider, Scope scope) {
        if (decider instanceof Decider.OfOrganization of) {
            return scope.targetId().equals(of.organizationId())
                    || (scope.kind() == ScopeKind.USER && isMember(scope.targetId(), of.organizationId()));
        }
        return decider instanceof Decider.OfRealm
                || scope.isUser(decider.person().userId());
    }

    private boolean isMember(String userId, String organizationId) {
        return new ById(session, realm)
                .user(userId)
                .filter(user ->
                        new Tenancies(session, realm).organizationsOf(user).contains(organizationId))
                .isPresent();
    }
}
