package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.IdText;
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
 * A subject that means nothing in the realm is left as the mapper wrote it: without a session, none that has the form of an
 * id.
 */
public final class TokenOwnership {

    private static final String NAME = "preferred_username";

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
            restoreCaller(of, client);
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
            restoreCaller(said, client);
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

    /**
     * The same in an impersonated session, whose tokens are to be taken for the user's by every receiver: by subject and by name it
     * is the user, as their account has it, or the application's pairwise subject.
     *
     * @param client the application that it is made for, null where there is none any more
     */
    public void restoreUserIn(IDToken token, @Nullable ClientModel client) {
        OwnWords own = new OwnWords(session, user);
        @Nullable String subject = token.getSubject();
        boolean isOwn = subject == null
                || subject.equals(user.getId())
                || own.includeAsSubject(subject)
                || (client != null && PairwiseSubject.isOf(session, client, user, subject));
        if (!isOwn) {
            token.setSubject(user.getId());
        }
        own.restoreIn(token.getOtherClaims());
    }

    /**
     * With a session Keycloak does not look at the subject; other receivers do, and other realms of the server, to which the id of
     * a user who is gone here may mean a user still. Ids that the account itself has as a value are the application's to choose.
     */
    private void restoreSubject(IDToken token, ClientModel client) {
        @Nullable String subject = token.getSubject();
        if (subject != null
                && !user.getId().equals(subject)
                && !PairwiseSubject.isOf(session, client, user, subject)
                && (isUser(subject)
                        || (IdText.isLikeMadeByKeycloak(subject)
                                && !new OwnWords(session, user).includeAsSubject(subject)))) {
            token.setSubject(user.getId());
        }
    }

    /**
     * Without a session Keycloak reads the user from the subject, or where no user has that id from the name ({@code
     * TokenManager.lookupUserFromStatelessToken}). What means no user now may mean one later. So of the ids that Keycloak makes
     * it is the user's own, whether or not there is a user of another one, and the name is their own.
     *
     * @param client the application of the token, null where there is none: then no subject is pairwise
     */
    private void restoreCaller(IDToken token, @Nullable ClientModel client) {
        // Mappers write it beside the member that has this name, as a text or as JSON.
        @Nullable Object name = token.getOtherClaims().getOrDefault(NAME, token.getPreferredUsername());
        if (!isOwn(token.getSubject(), name, client)) {
            token.setSubject(user.getId());
        }
        if (name != null && !name.equals(user.getUsername())) {
            token.getOtherClaims().remove(NAME);
            token.setPreferredUsername(user.getUsername());
        }
    }

    /** A subject of another form is the application's to choose, as long as it names no one by another claim. */
    private boolean isOwn(@Nullable String subject, @Nullable Object name, @Nullable ClientModel client) {
        if (subject == null) {
            return name == null;
        }
        return user.getId().equals(subject)
                || (client != null && PairwiseSubject.isOf(session, client, user, subject))
                || (!IdText.isLikeMadeByKeycloak(subject)
                        && !isUser(subject)
                        && (name == null || name.equals(user.getUsername())));
    }

    /**
     * As Keycloak asks: some databases find other spellings, some storages other ids. What cannot be asked for may be found all
     * the same, for directories overlook control characters (RFC 4518 section 2.2), or fails.
     */
    private boolean isUser(String subject) {
        return !IdText.isPossible(subject) || session.users().getUserById(realm, subject) != null;
    }
}
