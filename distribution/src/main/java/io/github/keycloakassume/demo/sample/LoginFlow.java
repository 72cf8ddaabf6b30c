package io.github.keycloakassume.demo.sample;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import io.github.keycloakassume.demo.web.RefusedRequest;
import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;

/** Sends the browser to the identity provider and takes it back. */
final class LoginFlow {

    private final Site site;
    private final OidcClient oidc;
    private final AppSessions sessions;
    private final PendingLogins pending = new PendingLogins();

    LoginFlow(Site site, OidcClient oidc, AppSessions sessions) {
        this.site = site;
        this.oidc = oidc;
        this.sessions = sessions;
    }

    Response login(Request request) {
        PendingLogin login = PendingLogin.begin();
        pending.keep(login);
        try {
            return Response.seeOther(oidc.authenticationAddress(login))
                    .withCookie(site.loginCookie(), login.state().getValue(), site.path());
        } catch (OidcException e) {
            throw new RefusedRequest(502, String.valueOf(e.getMessage()), e);
        }
    }

    Response callback(Request request) {
        AuthenticationResponse answer = parse(request);
        if (!answer.indicatesSuccess()) {
            var error = answer.toErrorResponse().getErrorObject();
            throw new RefusedRequest(401, "The login was refused: " + error.getCode());
        }
        PendingLogin login = pendingLogin(request, answer);
        try {
            Tokens tokens = oidc.redeem(answer.toSuccessResponse().getAuthorizationCode(), login);
            return Response.seeOther(site.address(""))
                    .withCookie(site.sessionCookie(), begin(request, tokens).id(), site.path())
                    .withoutCookie(site.loginCookie(), site.path());
        } catch (OidcException e) {
            throw new RefusedRequest(502, "The login failed: " + e.getMessage(), e);
        }
    }

    /** A new session with a new id at each login; what this browser was before is over. */
    private AppSession begin(Request request, Tokens tokens) {
        request.cookie(site.sessionCookie())
                .ifPresent(previous -> sessions.end(session -> session.id().equals(previous)));
        AppSession session = AppSession.begin(site.clientId(), tokens);
        sessions.keep(session);
        return session;
    }

    private PendingLogin pendingLogin(Request request, AuthenticationResponse answer) {
        String state = answer.getState() == null ? "" : answer.getState().getValue();
        return request.cookie(site.loginCookie())
                .filter(state::equals)
                .flatMap(pending::take)
                .orElseThrow(() -> new RefusedRequest(400, "This login was not started in this browser, or is over."));
    }

    /** The library wants the whole address; a request tells the path and the query. */
    private AuthenticationResponse parse(Request request) {
        try {
            return AuthenticationResponseParser.parse(site.address("").resolve(request.address()));
        } catch (ParseException e) {
            throw new RefusedRequest(400, "This is not an answer to a login.", e);
        }
    }
}
