package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/**
 * Keeps claim mappers from making a token one of another session, application or user of the realm: Keycloak, and this
 * extension with it, finds the caller of a request by these claims. Who may write the mappers of one client would else be
 * anyone who is logged in there ({@code UserSessionUtil.findValidSession}, {@code TokenManager.lookupUserFromStatelessToken}).
 * A subject or an authorized party that means nothing in the realm is left as the mapper wrote it.
 */
public final class TokenOwnership {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ClientModel client;
    private final UserModel user;
    private final String sessionId;

    /** What a token must stay that is made for that login. */
    public TokenOwnership(KeycloakSession session, AuthenticatedClientSessionModel login) {
        this.session = session;
        this.realm = login.getRealm();
        this.client = login.getClient();
        this.user = login.getUserSession().getUser();
        this.sessionId = login.getUserSession().getId();
    }

    /** Takes back what mappers have changed of whose token it is. */
    public void restoreIn(JsonWebToken token) {
        ServerClaims.removeSecond(token);
        @Nullable String party = token.getIssuedFor();
        if (party != null && !party.equals(client.getClientId()) && realm.getClientByClientId(party) != null) {
            token.issuedFor(client.getClientId());
        }
        if (token instanceof IDToken of && of.getSessionId() != null) {
            // The session says whose token it is.
            of.setSessionId(sessionId);
        } else if (token instanceof IDToken of && isReadAsAnother(of)) {
            of.setSubject(user.getId());
        }
    }

    /**
     * The same of what is said about a token that exists: mappers speak at introspection once more, and of a lightweight
     * token for the first time.
     *
     * @param verified the token itself
     */
    public static void restoreIn(AccessToken said, AccessToken verified) {
        ServerClaims.removeSecond(said);
        said.issuedFor(verified.getIssuedFor());
        said.setSessionId(verified.getSessionId());
        if (verified.getSessionId() == null) {
            said.setSubject(verified.getSubject());
        }
    }

    private boolean isReadAsAnother(IDToken token) {
        @Nullable String subject = token.getSubject();
        if (user.getId().equals(subject)) {
            return false;
        }
        return Optional.ofNullable(subject)
                .flatMap(id -> new ById(session, realm).user(id))
                .or(() -> named(token))
                .filter(read -> !read.getId().equals(user.getId()))
                .isPresent();
    }

    private Optional<UserModel> named(IDToken token) {
        // Mappers write it beside the member that has this name.
        Object name = token.getOtherClaims().getOrDefault("preferred_username", token.getPreferredUsername());
        return Optional.ofNullable(name)
                .map(String::valueOf)
                .filter(other -> !other.equalsIgnoreCase(user.getUsername()))
                .map(other -> session.users().getUserByUsername(realm, other));
    }
}
