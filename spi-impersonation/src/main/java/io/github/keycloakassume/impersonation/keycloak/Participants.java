package io.github.keycloakassume.impersonation.keycloak;

import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;
import org.keycloak.services.util.ResolveRelative;

/** The origins of the applications that take part in a session. */
public final class Participants {

    private static final String ANY = "*";

    private Participants() {}

    /** Exact origins only: a client that allows any origin names none. */
    public static Set<String> of(KeycloakSession session, UserSessionModel login) {
        return login.getAuthenticatedClientSessions().values().stream()
                .map(AuthenticatedClientSessionModel::getClient)
                .flatMap(client -> origins(session, client))
                .filter(origin -> !origin.equals(ANY))
                .collect(Collectors.toSet());
    }

    private static Stream<String> origins(KeycloakSession session, ClientModel client) {
        return Stream.concat(WebOriginsUtils.resolveValidWebOrigins(session, client).stream(), home(session, client));
    }

    private static Stream<String> home(KeycloakSession session, ClientModel client) {
        return Stream.ofNullable(ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl()))
                .filter(home -> home.startsWith("http"))
                .map(home -> RealmUrls.origin(URI.create(home)));
    }
}
