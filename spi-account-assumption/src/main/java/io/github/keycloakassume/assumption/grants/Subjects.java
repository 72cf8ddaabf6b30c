package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The users whom a batch of grants is about, looked up at once. */
public final class Subjects {

    private Subjects() {}

    /** One alone is looked up when it is needed, as Keycloak knows users. */
    public static KnownUsers of(List<Grant> batch, KeycloakSession session, RealmModel realm) {
        KnownUsers users = new KnownUsers(session, realm);
        if (batch.size() > 1) {
            users.expect(batch.stream()
                    .map(Grant::scope)
                    .filter(scope -> scope.kind() == ScopeKind.USER)
                    .map(Scope::targetId)
                    .toList());
        }
        return users;
    }
}
