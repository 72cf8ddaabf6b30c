package io.github.keycloakassume.core.keycloak;

import java.util.function.Supplier;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Work in another realm than the request's: cookies go to the path of the realm in the context, and addresses to its
 * frontend URL.
 */
public final class InRealm {

    private final KeycloakContext context;
    private final RealmModel realm;

    public InRealm(KeycloakSession session, RealmModel realm) {
        this.context = session.getContext();
        this.realm = realm;
    }

    public <T> T call(Supplier<T> work) {
        RealmModel before = context.getRealm();
        if (before != null && before.getId().equals(realm.getId())) {
            return work.get();
        }
        context.setRealm(realm);
        try {
            return work.get();
        } finally {
            context.setRealm(before);
        }
    }
}
