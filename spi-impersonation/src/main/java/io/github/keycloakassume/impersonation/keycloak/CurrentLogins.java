package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The user sessions that this request may be part of. In the middle of a login Keycloak knows the session only by the
 * authentication session of the same id, and after the way through an identity provider only the browser does.
 */
public final class CurrentLogins {

    private final KeycloakSession session;
    private final RealmModel realm;

    public CurrentLogins(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** All of them; none is verified: enough to refuse, never to trust. */
    public Stream<UserSessionModel> find() {
        return Stream.of(
                        Optional.ofNullable(session.getContext().getUserSession()),
                        Optional.ofNullable(session.getContext().getAuthenticationSession())
                                .flatMap(this::ofSameId),
                        new BrowserIdentity(session, realm).claimed())
                .flatMap(Optional::stream);
    }

    private Optional<UserSessionModel> ofSameId(AuthenticationSessionModel login) {
        return Optional.ofNullable(session.sessions()
                .getUserSession(realm, login.getParentSession().getId()));
    }
}
