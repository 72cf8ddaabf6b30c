package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.UnverifiedJwt;
import io.github.keycloakassume.core.model.IdText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.TokenVerifier;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.util.TokenUtil;

/** Who the browser is, by Keycloak's identity cookie, and how it becomes somebody else. */
public final class BrowserIdentity {

    /** Where {@link AuthenticationManager} leaves the CSRF token of the identity cookie it has read. */
    private static final String STATE_CHECKER = "state_checker";

    private static final TokenVerifier.TokenTypeCheck IS_IDENTITY_COOKIE =
            new TokenVerifier.TokenTypeCheck(List.of(TokenUtil.TOKEN_TYPE_KEYCLOAK_ID));

    private final KeycloakSession session;
    private final RealmModel realm;

    public BrowserIdentity(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The login session of this browser, verified; empty when nobody is logged in. */
    public Optional<UserSessionModel> session() {
        AuthResult result = AuthenticationManager.authenticateIdentityCookie(session, realm, true);
        return Optional.ofNullable(result).map(AuthResult::session);
    }

    /**
     * The same without counting as activity, so that a page that polls does not keep a session alive.
     */
    public Optional<UserSessionModel> peek() {
        String cookie = session.getProvider(CookieProvider.class).get(CookieType.IDENTITY);
        if (cookie == null || cookie.isEmpty()) {
            return Optional.empty();
        }
        AuthResult result = AuthenticationManager.verifyIdentityToken(
                session,
                realm,
                session.getContext().getUri(),
                session.getContext().getConnection(),
                true,
                false,
                null,
                true,
                cookie,
                session.getContext().getHttpRequest().getHttpHeaders(),
                verifier -> verifier.withChecks(IS_IDENTITY_COOKIE));
        return Optional.ofNullable(result).map(AuthResult::session);
    }

    /**
     * The session that the identity cookie names, whoever wrote the cookie: enough to end what is over anyway, never to
     * trust. It is the one that verifying the cookie loads a moment later.
     */
    public Optional<UserSessionModel> claimed() {
        return claimedId().map(id -> session.sessions().getUserSession(realm, id));
    }

    /** The id of that session. Neither the cookie nor the session has been looked at: there may be no such session. */
    public Optional<String> claimedId() {
        String cookie = session.getProvider(CookieProvider.class).get(CookieType.IDENTITY);
        return cookie == null || cookie.isEmpty() ? Optional.empty() : claimedId(cookie);
    }

    /** Read once a request, for the same cookie is looked at before and in a login. */
    private Optional<String> claimedId(String cookie) {
        ClaimedSession known = session.getAttribute(ClaimedSession.ATTRIBUTE, ClaimedSession.class);
        if (known == null || !known.cookie().equals(cookie)) {
            known = ClaimedSession.readFrom(cookie);
            session.setAttribute(ClaimedSession.ATTRIBUTE, known);
        }
        return Optional.ofNullable(known.id());
    }

    private record ClaimedSession(String cookie, @Nullable String id) {

        private static final String ATTRIBUTE = "assume.claimed-session";

        private static ClaimedSession readFrom(String cookie) {
            String id = UnverifiedJwt.read(cookie, AccessToken.class)
                    .map(AccessToken::getSessionId)
                    .filter(IdText::canBeStored)
                    .orElse(null);
            return new ClaimedSession(cookie, id);
        }
    }

    /** The CSRF token that belongs to the identity cookie read by {@link #session()}. */
    public String stateChecker() {
        Object value = session.getAttribute(STATE_CHECKER);
        return value == null ? "" : value.toString();
    }

    /** Whether a form carries the CSRF token of this browser's identity cookie. */
    public boolean isStateChecker(@Nullable String value) {
        String expected = stateChecker();
        return value != null
                && !expected.isEmpty()
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes the browser the user of that session. The authentication session cookie must follow: Keycloak looks
     * sessions up by it after a consent or required-action page, and a stale one would yield a session without notes.
     */
    public void become(UserSessionModel userSession) {
        logIn(userSession);
        AuthenticationSessionManager authenticationSessions = new AuthenticationSessionManager(session);
        authenticationSessions.setAuthSessionCookie(userSession.getId());
        authenticationSessions.setAuthSessionIdHashCookie(userSession.getId());
    }

    /** The same in the middle of a login, whose authentication session stays: for nobody's impersonation only. */
    public void becomeWithinLogin(UserSessionModel own) {
        logIn(own);
    }

    private void logIn(UserSessionModel userSession) {
        session.getContext().setUserSession(userSession);
        // A state checker lives as long as one identity cookie; the next identity gets its own.
        session.removeAttribute(STATE_CHECKER);
        AuthenticationManager.createLoginCookie(
                session,
                realm,
                userSession.getUser(),
                userSession,
                session.getContext().getUri(),
                session.getContext().getConnection());
        if (userSession.isRememberMe()) {
            AuthenticationManager.createRememberMeCookie(
                    userSession.getLoginUsername(), session.getContext().getUri(), session);
        }
    }

    /** Leaves the browser without a login, in the middle of another one, whose authentication session stays. */
    public void forgetIdentity() {
        AuthenticationManager.expireIdentityCookie(session);
    }

    /** Leaves the browser logged in as nobody. */
    public void forget() {
        AuthenticationManager.expireIdentityCookie(session);
        AuthenticationManager.expireAuthSessionCookie(session);
    }
}
