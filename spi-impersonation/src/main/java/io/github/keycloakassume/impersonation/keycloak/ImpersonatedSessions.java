package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SystemClientUtil;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/** Opens and ends user sessions in which somebody is somebody else. */
public final class ImpersonatedSessions {

    /** What stock impersonation calls its way of authenticating ({@code UserResource.impersonate}). */
    private static final String AUTH_METHOD = "impersonate";

    private final KeycloakSession session;
    private final RealmModel realm;

    public ImpersonatedSessions(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** A new, not yet marked session of the subject; it authenticated when the impersonator did. */
    public UserSessionModel open(UserModel subject, UserSessionModel impersonatorSession) {
        UserSessionModel opened = new UserSessionManager(session)
                .createUserSession(
                        realm,
                        subject,
                        subject.getUsername(),
                        session.getContext().getConnection().getRemoteHost(),
                        AUTH_METHOD,
                        false,
                        null,
                        null);
        String authTime = impersonatorSession.getNote(AuthenticationManager.AUTH_TIME);
        if (authTime != null) {
            opened.setNote(AuthenticationManager.AUTH_TIME, authTime);
        }
        return opened;
    }

    /** Marks a session as an impersonation, for us and, with stock's notes, for everybody who knows those. */
    public void mark(UserSessionModel opened, ImpersonationMark mark) {
        mark.toNotes().forEach(opened::setNote);
        opened.setNote(
                ImpersonationSessionNote.IMPERSONATOR_ID.toString(),
                mark.actor().person().userId());
        opened.setNote(
                ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString(),
                mark.actor().person().username());
    }

    /** Ends a session everywhere, with back-channel logout of every client that took part. */
    public void end(UserSessionModel impersonated) {
        KeycloakContext context = session.getContext();
        ClientModel client = context.getClient();
        AuthenticationSessionModel login = context.getAuthenticationSession();
        RootAuthenticationSessionModel own = session.authenticationSessions().createRootAuthenticationSession(realm);
        try {
            // Otherwise Keycloak logs out through the authentication session of the same id, and then removes it,
            // though it is the one of the login that is going on in this browser.
            context.setAuthenticationSession(own.createAuthenticationSession(SystemClientUtil.getSystemClient(realm)));
            AuthenticationManager.backchannelLogout(
                    session,
                    realm,
                    impersonated,
                    context.getUri(),
                    context.getConnection(),
                    context.getHttpRequest().getHttpHeaders(),
                    true);
        } finally {
            session.authenticationSessions().removeRootAuthenticationSession(realm, own);
            context.setAuthenticationSession(login);
            context.setClient(client);
        }
    }

    /** Keeps the impersonator's own session from going idle while he is busy as somebody else. */
    public void keepOwnAlive(ImpersonationMark mark, Instant now) {
        own(mark).ifPresent(own -> own.setLastSessionRefresh(Math.toIntExact(now.getEpochSecond())));
    }

    /** The impersonator's own session if he can still go back to it: alive, his, and he enabled. */
    public Optional<UserSessionModel> own(ImpersonationMark mark) {
        UserSessionModel own = session.sessions().getUserSession(realm, mark.impersonatorSessionId());
        boolean usable = own != null
                && AuthenticationManager.isSessionValid(realm, own)
                && own.getUser().isEnabled()
                && own.getUser().getId().equals(mark.actor().person().userId())
                && !Marks.isImpersonated(own);
        return usable ? Optional.of(own) : Optional.empty();
    }
}
