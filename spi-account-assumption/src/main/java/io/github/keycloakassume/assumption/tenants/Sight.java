package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.ById;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.IdText;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What a caller may know of who and what there is in a realm. */
public enum Sight {
    /** Everything: names mean somebody, and what is unknown is said to be. */
    NAMES,
    /** Nothing: ids are taken as they are sent, and the answer is the same whether or not there is such a one. */
    IDS;

    /** The realm's administrators decide about every user of it; organizations and users do not. */
    public static Sight of(Decider decider) {
        return decider instanceof Decider.OfRealm ? NAMES : IDS;
    }

    /** One who asks knows what Keycloak shows them elsewhere. */
    public static Sight of(AdminCaller caller) {
        return caller.mayViewUsers() ? NAMES : IDS;
    }

    Optional<UserModel> user(KeycloakSession session, RealmModel realm, String idOrName) {
        if (this == NAMES) {
            return new Directory(session, realm).find(idOrName);
        }
        return IdText.isMadeByKeycloak(idOrName) ? new ById(session, realm).user(idOrName) : Optional.empty();
    }

    Optional<RoleModel> role(KeycloakSession session, RealmModel realm, String idOrName) {
        Optional<RoleModel> found = new ById(session, realm).role(idOrName);
        return this == IDS ? found : found.or(() -> Optional.ofNullable(realm.getRole(idOrName)));
    }
}
