package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm that a request below {@code /realms/} is for, also where Keycloak has not looked it up yet. */
public final class ServedRealm {

    private static final Pattern PATH = Pattern.compile("/?realms/([^/;]+).*", Pattern.DOTALL);

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
        Matcher path = PATH.matcher(context.getHttpRequest().getUri().getPath());
        Optional<RealmModel> realm =
                path.matches() ? Optional.ofNullable(session.realms().getRealmByName(path.group(1))) : Optional.empty();
        realm.ifPresent(context::setRealm);
        return realm;
    }
}
