package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.RequestPath;
import java.util.Optional;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm that a request below {@code /realms/} is for, also where Keycloak has not looked it up yet. */
public final class ServedRealm {

    private final KeycloakSession session;

    public ServedRealm(KeycloakSession session) {
        this.session = session;
    }

    /** Empty for other paths, and for a realm that does not exist. */
    public Optional<RealmModel> find() {
        KeycloakContext context = session.getContext();
        if (context.getRealm() != null) {
            return Optional.of(context.getRealm());
        }
        RequestPath path = RequestPath.of(context.getHttpRequest());
        Optional<RealmModel> realm = path.isBelow("realms")
                ? path.part(1).map(name -> session.realms().getRealmByName(name))
                : Optional.empty();
        realm.ifPresent(context::setRealm);
        return realm;
    }
}
