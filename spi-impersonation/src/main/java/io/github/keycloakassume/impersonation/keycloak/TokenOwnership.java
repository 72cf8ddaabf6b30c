package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.IdText;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/**
 * Keeps claim mappers from making a token one of another session, application or user of the realm: Keycloak, and this
 * extension with it, finds the caller of a request by these claims. Who may write the mappers of one client would else be
 * anyone who is logged in there ({@code UserSessionUtil.findValidSession}, {@code TokenManager.lookupUserFromStatelessToken}).
 * A subject that means nothing in the realm is left as the mapper wrote it.
 */
public final class TokenOwnership {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserSessionModel login;
    private final UserModel user;

    /** What a token must stay that is of that login. */
    public TokenOwnership(KeycloakSession session, UserSessionModel login) {
        this.session = session;
        this.realm = login.getRealm();
        this.login = login;
        this.user = login.getUser();
    }

    /**
     * Takes back what mappers have changed of whose token it is.
     *
     * @param client the application that it is made for
     */
    public void restoreIn(JsonWebToken token, ClientModel client) {
        ServerClaims.removeSecond(token);
        // Whatever a mapper wrote: a client of that name may yet be made.
        if (token.getIssuedFor() != null) {
            token.issuedFor(client.getClientId());
        }
        if (token instanceof IDToken of && of.getSessionId() != null) {
            of.setSessionId(login.getId());
            restoreSubject(of, client);
        } else if (token instanceof IDToken of) {
            restoreSubject(of);
        }
    }

    /**
     * The same of what is said about a token that exists: mappers speak at introspection once more, and of a lightweight
     * token for the first time. A token that is made of it ({@code jwt} in answers of introspection) is signed with the keys of
     * tokens.
     *
     * @param verified the token itself
     */
    public void restoreIn(AccessToken said, AccessToken verified) {
        ServerClaims.removeSecond(said);
        said.issuedFor(verified.getIssuedFor());
        said.setSessionId(verified.getSessionId());
        @Nullable ClientModel client = realm.getClientByClientId(verified.getIssuedFor());
        if (verified.getSessionId() == null) {
            restoreSubject(said);
        } else if (client != null) {
            restoreSubject(said, client);
        }
    }

    /**
     * The same of userinfo, which would be a token where it is signed. A pairwise mapper writes the subject beside its member there
     * ({@code AbstractPairwiseSubMapper.setUserInfoTokenSubject}), as any mapper of roles may: it is that of the ID token.
     */
    public void restoreInUserInfo(AccessToken said, ClientModel client) {
        @Nullable Object second = said.getOtherClaims().get("sub");
        ServerClaims.removeSecond(said);
        if (second instanceof String subject && PairwiseSubject.isOf(session, client, user, subject)) {
            said.setSubject(subject);
        }
        restoreSubject(said, client);
    }

    /** With a session Keycloak does not look at the subject; other receivers do, and other realms of the server. */
    private void restoreSubject(IDToken token, ClientModel client) {
        @Nullable String subject = token.getSubject();
        if (subject != null
                && !user.getId().equals(subject)
                && !PairwiseSubject.isOf(session, client, user, subject)
                && isUser(subject)) {
            token.setSubject(user.getId());
        }
    }

    /**
     * Without a session Keycloak reads the user from it, by the subject or else by the name ({@code
     * TokenManager.lookupUserFromStatelessToken}). What means no user now may mean one later, and names that look alike may be
     * two users': but for the very name of the user, a subject that is another's id or comes with a name is taken back.
     */
    private void restoreSubject(IDToken token) {
        if (!isReadAsOwn(token)) {
            token.setSubject(user.getId());
        }
    }

    private boolean isReadAsOwn(IDToken token) {
        @Nullable String subject = token.getSubject();
        if (user.getId().equals(subject)) {
            return true;
        }
        boolean isAnothers = subject != null && isUser(subject);
        // Mappers write it beside the member that has this name, as a text or as JSON.
        @Nullable Object name = token.getOtherClaims().getOrDefault("preferred_username", token.getPreferredUsername());
        return !isAnothers && (name == null || name.equals(user.getUsername()));
    }

    /**
     * As Keycloak asks: some databases find other spellings, some storages other ids. What cannot be asked for may be found all
     * the same, for directories overlook control characters (RFC 4518 section 2.2), or fails.
     */
    private boolean isUser(String subject) {
        return !IdText.isPossible(subject) || session.users().getUserById(realm, subject) != null;
    }
}
