package io.github.keycloakassume.demo.sample;

import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import io.github.keycloakassume.demo.web.RefusedRequest;
import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;

/** Ends sessions: the browser's own with a detour to the identity provider, or those that the provider names. */
final class LogoutFlow {

    private final Site site;
    private final OidcClient oidc;
    private final AppSessions sessions;
    private final CurrentSession current;

    LogoutFlow(Site site, OidcClient oidc, AppSessions sessions, CurrentSession current) {
        this.site = site;
        this.oidc = oidc;
        this.sessions = sessions;
        this.current = current;
    }

    Response logout(Request request) {
        Response answer = current.find(request).map(this::endEverywhere).orElseGet(this::endAtTheProvider);
        return answer.withoutCookie(site.sessionCookie(), site.path());
    }

    /** Back-channel logout of OpenID Connect: the identity provider itself speaks, with a signed token. */
    Response backchannelLogout(Request request) {
        try {
            LogoutTokenClaimsSet logout =
                    oidc.validateLogoutToken(request.form().require("logout_token"));
            sessions.end(session -> session.clientId().equals(site.clientId()) && isMeant(logout, session.tokens()));
            return Response.empty(200);
        } catch (OidcException e) {
            throw new RefusedRequest(400, String.valueOf(e.getMessage()), e);
        }
    }

    private Response endEverywhere(AppSession session) {
        sessions.end(ended -> ended.id().equals(session.id()));
        try {
            return Response.seeOther(oidc.logoutAddress(session.tokens(), site.address("")));
        } catch (OidcException e) {
            throw new RefusedRequest(502, String.valueOf(e.getMessage()), e);
        }
    }

    /** The session here may have been ended by a back-channel logout, while the browser still has a login or a way back to one. */
    private Response endAtTheProvider() {
        try {
            return Response.seeOther(oidc.logoutAddress(site.clientId(), site.address("")));
        } catch (OidcException e) {
            throw new RefusedRequest(502, String.valueOf(e.getMessage()), e);
        }
    }

    /** A logout token names a session; one without means all sessions of the user. */
    private static boolean isMeant(LogoutTokenClaimsSet logout, Tokens tokens) {
        if (logout.getSessionID() != null) {
            return tokens.sessionId()
                    .filter(logout.getSessionID().getValue()::equals)
                    .isPresent();
        }
        return logout.getSubject() != null && logout.getSubject().getValue().equals(tokens.subject());
    }
}
