package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.UnverifiedJwt;
import io.github.keycloakassume.core.model.ActingClaims;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.TokenVerifier;
import org.keycloak.common.VerificationException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.LogoutEndpoint;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.representations.IDToken;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;

/**
 * Keycloak's logout endpoint, which tells of a logout of a browser that holds a way back and no login. Without a login
 * Keycloak asks nothing where an application names itself or shows any ID token; here it does unless that is one of the
 * sessions in question, so that no other site logs the impersonator out by a link.
 */
public final class WatchedLogoutEndpoint extends LogoutEndpoint {

    /** What the specification of logouts (RP-Initiated Logout 1.0, section 2) and Keycloak know. */
    private static final List<String> PARAMETERS = List.of(
            OIDCLoginProtocol.ID_TOKEN_HINT,
            OIDCLoginProtocol.CLIENT_ID_PARAM,
            OIDCLoginProtocol.POST_LOGOUT_REDIRECT_URI_PARAM,
            OIDCLoginProtocol.STATE_PARAM,
            OIDCLoginProtocol.UI_LOCALES_PARAM,
            AuthenticationManager.INITIATING_IDP_PARAM);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final TokenManager tokens;
    private final LogoutWatch watch;

    public WatchedLogoutEndpoint(KeycloakSession session, TokenManager tokens, EventBuilder event, LogoutWatch watch) {
        super(session, tokens, event);
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.tokens = tokens;
        this.watch = watch;
    }

    /**
     * POST. What another site's page posts comes without our cookies, which are Lax; a redirect to the same as a GET brings
     * them. Only where the ID token says that it is of an impersonation.
     */
    @Override
    public Response logout() {
        MultivaluedMap<String, String> form =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        String hint = form.getFirst(OIDCLoginProtocol.ID_TOKEN_HINT);
        boolean comesAgain = hint != null
                && !form.containsKey(OAuth2Constants.REFRESH_TOKEN)
                && FetchSite.isCrossSite(session)
                && !new RevertCookie(session, realm).isThere()
                && isOfImpersonation(hint);
        return comesAgain ? asGet(form) : super.logout();
    }

    private static boolean isOfImpersonation(String hint) {
        return UnverifiedJwt.read(hint, IDToken.class)
                .filter(token -> token.getOtherClaims().containsKey(ActingClaims.IMPERSONATION))
                .isPresent();
    }

    private Response asGet(MultivaluedMap<String, String> form) {
        UriBuilder address =
                OIDCLoginProtocolService.logoutUrl(session.getContext().getUri());
        List<String> values = new ArrayList<>(List.of(realm.getName()));
        for (String name : PARAMETERS) {
            String value = form.getFirst(name);
            if (value != null) {
                address.queryParam(name, "{" + name + "}");
                values.add(value);
            }
        }
        return Response.seeOther(address.build(values.toArray())).build();
    }

    /** GET, and POST without a refresh token. */
    @Override
    public Response logout(
            @Nullable String idTokenHint,
            @Nullable String clientId,
            @Nullable String redirectUri,
            @Nullable String state,
            @Nullable String locales,
            @Nullable String initiatingIdp) {
        boolean watched = watch.leavesWayBack();
        IDToken hint = watched && idTokenHint != null ? verified(idTokenHint) : null;
        boolean named = hint != null && hint.getSessionId() != null && watch.isOf(hint.getSessionId());
        if (watched
                && !named
                && new BrowserIdentity(session, realm).peek().isEmpty()
                && (hint != null || (idTokenHint == null && redirectUri != null))) {
            return ask(hint, clientId, redirectUri, state, locales, initiatingIdp);
        }
        Response answer = super.logout(idTokenHint, clientId, redirectUri, state, locales, initiatingIdp);
        if (named && isDone(answer) && !asks()) {
            watch.loggedOut();
        }
        return answer;
    }

    @Override
    public Response logoutConfirmAction() {
        boolean watched = watch.leavesWayBack();
        Response answer = super.logoutConfirmAction();
        if (watched && isDone(answer)) {
            watch.loggedOut();
        }
        return answer;
    }

    /** Null where it is none: Keycloak's own answer says so. */
    private @Nullable IDToken verified(String hint) {
        try {
            IDToken token = tokens.verifyIDTokenSignature(session, hint);
            TokenVerifier.createWithoutSignature(token)
                    .tokenType(List.of(TokenUtil.TOKEN_TYPE_ID))
                    .verify();
            return token;
        } catch (OAuthErrorException | VerificationException e) {
            return null;
        }
    }

    /** Keycloak asks when there is neither a hint nor an address; what they are for is done once that is confirmed. */
    private Response ask(
            @Nullable IDToken hint,
            @Nullable String clientId,
            @Nullable String redirectUri,
            @Nullable String state,
            @Nullable String locales,
            @Nullable String initiatingIdp) {
        String client = clientId == null && hint != null ? hint.getIssuedFor() : clientId;
        Response page = super.logout(null, client, null, state, locales, initiatingIdp);
        AuthenticationSessionModel logout = session.getContext().getAuthenticationSession();
        if (logout != null) {
            registered(client, redirectUri)
                    .ifPresent(address -> logout.setAuthNote(OIDCLoginProtocol.LOGOUT_REDIRECT_URI, address));
            if (hint != null && hint.getSessionId() != null) {
                logout.setAuthNote(OIDCLoginProtocol.LOGOUT_VALIDATED_ID_TOKEN_SESSION_STATE, hint.getSessionId());
                logout.setAuthNote(
                        OIDCLoginProtocol.LOGOUT_VALIDATED_ID_TOKEN_ISSUED_AT, String.valueOf(hint.getIat()));
            }
        }
        return page;
    }

    private Optional<String> registered(@Nullable String clientId, @Nullable String redirectUri) {
        ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
        if (client == null || redirectUri == null) {
            return Optional.empty();
        }
        List<String> addresses =
                OIDCAdvancedConfigWrapper.fromClientModel(client).getPostLogoutRedirectUris();
        return Optional.ofNullable(RedirectUtils.verifyRedirectUri(
                session,
                client.getRootUrl(),
                redirectUri,
                addresses == null ? new HashSet<>() : new HashSet<>(addresses),
                true));
    }

    private static boolean isDone(Response answer) {
        return answer.getStatus() < Response.Status.BAD_REQUEST.getStatusCode();
    }

    /** Whether the page that asks has been shown: its login stays, that of a logout goes ({@code doBrowserLogout}). */
    private boolean asks() {
        AuthenticationSessionModel logout = session.getContext().getAuthenticationSession();
        return logout != null
                && logout.getParentSession().getAuthenticationSessions().containsKey(logout.getTabId());
    }
}
