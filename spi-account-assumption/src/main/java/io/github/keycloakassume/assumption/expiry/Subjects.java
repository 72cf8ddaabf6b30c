package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The users whom a batch of grants is about, looked up at once. */
final class Subjects {

    private Subjects() {}

    static KnownUsers of(List<Grant> batch, KeycloakSession session, RealmModel realm) {
        KnownUsers users = new KnownUsers(session, realm);
        users.expect(batch.stream()
                .map(Grant::scope)
                .filter(scope -> scope.kind() == ScopeKind.USER)
                .map(Scope::targetId)
                .toList());
        return users;
    }
}
