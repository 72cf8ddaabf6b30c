package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.AfterRollback;
import io.github.keycloakassume.core.keycloak.InRealm;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.light.LightweightUserAdapter;
import org.keycloak.models.utils.SystemClientUtil;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/** Opens and ends user sessions in which an impersonator acts as a user. */
public final class ImpersonatedSessions {

    /** What stock impersonation calls its way of authenticating ({@code UserResource.impersonate}). */
    private static final String AUTH_METHOD = "impersonate";

    private final KeycloakSession session;
    private final RealmModel realm;

    public ImpersonatedSessions(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * A new, not yet marked session of the subject; it authenticated when the impersonator did.
     *
     * @param impersonatorSession null of a service account, which has none
     * @param latestEnd when Keycloak itself ends it at the latest, should we be gone by then
     */
    public UserSessionModel open(UserModel subject, @Nullable UserSessionModel impersonatorSession, Instant latestEnd) {
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
        bind(opened, impersonatorSession, latestEnd);
        return opened;
    }

    /**
     * A new session of the subject, marked, in which that application takes part. It is there before the record that makes it an
     * impersonation is committed: Keycloak stores a new session after the commit ({@code
     * UserSessionPersistentChangelogBasedTransaction.lockDatabaseEntity}), and who waits for the record would not find it. Without
     * the record it is worth nothing; it goes where the transaction is rolled back.
     *
     * @param wanted about to start
     * @param impersonatorSession null of a service account, which has none
     * @param latestEnd when Keycloak itself ends it at the latest
     */
    public UserSessionModel openAhead(
            Impersonation wanted,
            UserModel subject,
            @Nullable UserSessionModel impersonatorSession,
            ClientModel client,
            Instant latestEnd) {
        String id = OwnTransaction.callWithin(session, own -> {
            RealmModel there = own.realms().getRealm(realm.getId());
            ImpersonatedSessions sessions = new ImpersonatedSessions(own, there);
            UserSessionModel opened =
                    sessions.open(own.users().getUserById(there, subject.getId()), impersonatorSession, latestEnd);
            sessions.mark(opened, wanted);
            sessions.takePart(opened, there.getClientById(client.getId()));
            return opened.getId();
        });
        AfterRollback.of(session, () -> remove(id));
        UserSessionModel opened = session.sessions().getUserSession(realm, id);
        if (opened == null) {
            // A database may show this transaction nothing that is younger than itself.
            remove(id);
            opened = open(subject, impersonatorSession, latestEnd);
            mark(opened, wanted);
            takePart(opened, client);
        }
        return opened;
    }

    private void remove(String id) {
        String realmId = realm.getId();
        new OwnTransaction(session).run(own -> {
            RealmModel there = own.realms().getRealm(realmId);
            if (there != null) {
                own.getContext().setRealm(there);
                Optional.ofNullable(own.sessions().getUserSession(there, id))
                        .ifPresent(left -> own.sessions().removeUserSession(there, left));
            }
        });
    }

    /** The same to a session that is open already, of this very transaction. */
    public void bind(UserSessionModel opened, @Nullable UserSessionModel impersonatorSession, Instant latestEnd) {
        FailSafeEnd.set(opened, realm, latestEnd);
        Instant authenticatedAt = impersonatorSession == null ? null : LoginStrength.notedAt(impersonatorSession);
        if (authenticatedAt != null) {
            opened.setNote(AuthenticationManager.AUTH_TIME, String.valueOf(authenticatedAt.getEpochSecond()));
        }
    }

    /** Marks a session as an impersonation, for us and, with stock's notes, for everybody who knows those. */
    public void mark(UserSessionModel opened, Impersonation impersonation) {
        opened.setNote(ImpersonationMark.NOTE, impersonation.id());
        opened.setNote(
                ImpersonationSessionNote.IMPERSONATOR_ID.toString(),
                impersonation.impersonator().userId());
        opened.setNote(
                ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString(),
                impersonation.impersonator().username());
    }

    /** The session that an impersonation runs in, empty when it is gone. */
    public Optional<UserSessionModel> of(Impersonation impersonation) {
        return Optional.ofNullable(impersonation.start())
                .map(start -> session.sessions().getUserSession(realm, start.userSessionId()))
                .filter(login ->
                        login.getUser().getId().equals(impersonation.subject().userId()));
    }

    /**
     * The same if tokens can be made in it: it is valid, and there is a client session of that application, or there is one from
     * now on. Without one Keycloak would make them in a transient copy, which knows of no impersonation ({@code
     * TokenManager.attachAuthenticationSession}).
     */
    public Optional<UserSessionModel> forTokensOf(Impersonation impersonation, ClientModel client) {
        Optional<UserSessionModel> login =
                of(impersonation).filter(found -> AuthenticationManager.isSessionValid(realm, found));
        login.ifPresent(found -> takePart(found, client));
        return login;
    }

    /** Has that application take part in that session. */
    public void takePart(UserSessionModel login, ClientModel client) {
        if (login.getAuthenticatedClientSessionByClient(client.getId()) == null) {
            session.sessions().createClientSession(realm, client, login);
        }
    }

    /** Ends a session everywhere, with back-channel logout of every client that took part. */
    public void end(UserSessionModel impersonated) {
        new InRealm(session, realm).call(() -> {
            KeycloakContext context = session.getContext();
            ClientModel client = context.getClient();
            AuthenticationSessionModel login = context.getAuthenticationSession();
            RootAuthenticationSessionModel own =
                    session.authenticationSessions().createRootAuthenticationSession(realm);
            try {
                // Otherwise Keycloak logs out through the authentication session of the same id, and then removes it,
                // though it is the one of the login that is going on in this browser.
                context.setAuthenticationSession(
                        own.createAuthenticationSession(SystemClientUtil.getSystemClient(realm)));
                new SoapLogout(session).tellThePassedOver(impersonated);
                return AuthenticationManager.backchannelLogout(
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
        });
    }

    /**
     * Forgets the logins that were begun under that session, in all tabs: their pages would go on after its end, and
     * Keycloak would make the session again ({@code AuthenticationProcessor.attachSession}). The one that this very request
     * is part of stays, for Keycloak goes on with it, but carries nothing of the impersonation any more.
     */
    public void closeLogins(String userSessionId) {
        RootAuthenticationSessionModel logins =
                session.authenticationSessions().getRootAuthenticationSession(realm, userSessionId);
        if (logins == null) {
            return;
        }
        AuthenticationSessionModel current = session.getContext().getAuthenticationSession();
        if (current == null || !current.getParentSession().getId().equals(userSessionId)) {
            session.authenticationSessions().removeRootAuthenticationSession(realm, logins);
            return;
        }
        List.copyOf(logins.getAuthenticationSessions().keySet()).stream()
                .filter(tab -> !tab.equals(current.getTabId()))
                .forEach(logins::removeAuthenticationSessionByTabId);
        current.clearUserSessionNotes();
    }

    /** Keeps the impersonator's own session from going idle while they act as a user. */
    public void keepOwnAlive(ImpersonationMark mark, Instant now) {
        own(mark).ifPresent(own -> own.setLastSessionRefresh(Math.toIntExact(now.getEpochSecond())));
    }

    /** The impersonator's own session if they can still go back to it: it is alive and theirs, and they are enabled. */
    public Optional<UserSessionModel> own(ImpersonationMark mark) {
        return own(mark.actor().person(), mark.impersonatorSessionId());
    }

    /** The same for an impersonation that has started, whether or not it is over. */
    public Optional<UserSessionModel> own(Impersonation impersonation) {
        return Optional.ofNullable(impersonation.start())
                .flatMap(start -> own(impersonation.impersonator(), start.impersonatorSessionId()));
    }

    /**
     * The same if the impersonation has not been called back: what was issued before a not-before is no longer good, so no new
     * identity follows from it. That of the user does not count: signing them out sets it, and is no reason to keep the
     * impersonator out.
     */
    public Optional<UserSessionModel> ownToReturnTo(Impersonation impersonation) {
        return own(impersonation)
                .filter(own -> !isCalledBack(impersonation, realm.getNotBefore())
                        && !isCalledBack(impersonation, own.getRealm().getNotBefore())
                        && !isCalledBack(impersonation, notBefore(own.getRealm(), own.getUser())));
    }

    /** A transient user is in no storage that could be asked, and lives as long as their session. */
    private int notBefore(RealmModel home, UserModel user) {
        return LightweightUserAdapter.isLightweightUser(user)
                ? 0
                : session.users().getNotBeforeOfUser(home, user);
    }

    private static boolean isCalledBack(Impersonation impersonation, int notBefore) {
        return impersonation.hasBegunBefore(Instant.ofEpochSecond(notBefore));
    }

    private Optional<UserSessionModel> own(Person impersonator, String id) {
        RealmModel home = session.realms().getRealm(impersonator.realmId());
        if (home == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(session.sessions().getUserSession(home, id))
                .filter(own -> AuthenticationManager.isSessionValid(home, own))
                .filter(own -> own.getUser().isEnabled()
                        && own.getUser().getId().equals(impersonator.userId())
                        && !Marks.isImpersonated(session, own));
    }
}
