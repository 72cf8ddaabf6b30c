package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Refusal;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.utils.OIDCRedirectUriBuilder;
import org.keycloak.protocol.oidc.utils.OIDCResponseMode;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;

/** A login by single sign-on of an impersonated session, once Keycloak's cookie authenticator has had its say. */
public final class ImpersonatedLogin {

    private static final Set<String> SEALED_PROTOCOLS =
            Set.of(OIDCLoginProtocol.LOGIN_PROTOCOL, SamlProtocol.LOGIN_PROTOCOL);

    private final AuthenticationFlowContext context;
    private final AuthenticationSessionModel login;
    private final ClientModel client;

    public ImpersonatedLogin(AuthenticationFlowContext context) {
        this.context = context;
        this.login = context.getAuthenticationSession();
        this.client = login.getClient();
    }

    /**
     * Whether it was begun under another authentication session: after a second page Keycloak would look the user session
     * up by that one's id, and open another. For OIDC {@link StrayLogins} has removed it before; SAML has no such hook.
     */
    public boolean isStray() {
        UserSessionModel attached = context.getSession().getContext().getUserSession();
        return attached != null
                && !attached.getId().equals(login.getParentSession().getId());
    }

    /** Whether the application wants the user to authenticate anew ({@code prompt=login}, {@code max_age}, ForceAuthn). */
    public boolean mustAuthenticateAgain() {
        return Boolean.parseBoolean(login.getAuthNote(AuthenticationManager.FORCED_REAUTHENTICATION));
    }

    /** Whether single sign-on is not enough for the level that the application asks for ({@code acr_values}). */
    public boolean mustStepUp() {
        return context.getStatus() == FlowStatus.ATTEMPTED
                && !Boolean.parseBoolean(login.getAuthNote(AuthenticationManager.SSO_AUTH))
                && !AuthenticatorUtil.isForkedFlow(login);
    }

    /** Whether it carries an application-initiated action, wherever it stood: query, request object or PAR. */
    public boolean carriesAction() {
        return login.getClientNote(Constants.KC_ACTION) != null;
    }

    /** Whether a device waits for the user's word. */
    public boolean approvesDevice() {
        return DeviceGrantType.isOAuth2DeviceVerificationFlow(login);
    }

    /** Whether the user would be asked for a consent that he has not given himself. */
    public boolean needsConsent() {
        boolean askedAgain = client.isConsentRequired()
                && TokenUtil.hasPrompt(
                        login.getClientNote(OIDCLoginProtocol.PROMPT_PARAM), OIDCLoginProtocol.PROMPT_VALUE_CONSENT);
        return askedAgain
                || application()
                        .lacksConsent(
                                context.getSession(),
                                context.getRealm(),
                                context.getUser(),
                                login.getClientNote(OAuth2Constants.SCOPE));
    }

    /** The application that it is for. */
    public Application application() {
        return new Application(client, login.getRedirectUri());
    }

    /**
     * Whether its application speaks a protocol whose answers are sealed, OpenID Connect or SAML. Another's (Docker's, an
     * extension's) could not say who acts and until when.
     */
    public boolean isSealed() {
        return login.getProtocol() != null && SEALED_PROTOCOLS.contains(login.getProtocol());
    }

    /** Says why on a page of Keycloak: the application knows nothing of it and could not explain. */
    public void showPage(Refusal refusal) {
        finish(refusal.key(), new Pages(context.getSession()).refused(refusal));
    }

    /** Sends the application an error instead of the user to a form: {@code login_required}. */
    public void answerLoginRequired(String reason) {
        answer(reason, LoginProtocol.Error.PASSIVE_LOGIN_REQUIRED);
    }

    /** The same: {@code access_denied}. */
    public void answerAccessDenied(String reason) {
        answer(reason, LoginProtocol.Error.CONSENT_DENIED);
    }

    /**
     * The same: {@code unmet_authentication_requirements} (OpenID Connect Core Error Code
     * unmet_authentication_requirements 1.0). Keycloak has no such answer, so it is built as
     * {@code OIDCLoginProtocol.sendError} builds the others; in other protocols it is the one for an invalid level.
     */
    public void answerUnmetRequirements(String reason) {
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(login.getProtocol())) {
            answer(reason, LoginProtocol.Error.LOA_INVALID);
            return;
        }
        OIDCResponseType type = OIDCResponseType.parse(login.getClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM));
        OIDCResponseMode mode =
                OIDCResponseMode.parse(login.getClientNote(OIDCLoginProtocol.RESPONSE_MODE_PARAM), type);
        OIDCRedirectUriBuilder answer = OIDCRedirectUriBuilder.fromUri(
                        login.getRedirectUri(), mode, context.getSession(), null)
                .addParam(OAuth2Constants.ERROR, "unmet_authentication_requirements")
                .addParam(OAuth2Constants.ERROR_DESCRIPTION, reason)
                .addParam(OAuth2Constants.ISSUER, new RealmUrls(context.getSession(), context.getRealm()).issuer());
        String state = login.getClientNote(OIDCLoginProtocol.STATE_PARAM);
        if (state != null) {
            answer.addParam(OAuth2Constants.STATE, state);
        }
        new AuthenticationSessionManager(context.getSession())
                .removeTabIdInAuthenticationSession(context.getRealm(), login);
        finish(reason, answer.build());
    }

    private void answer(String reason, LoginProtocol.Error error) {
        LoginProtocol protocol = context.getSession().getProvider(LoginProtocol.class, login.getProtocol());
        protocol.setRealm(context.getRealm())
                .setHttpHeaders(context.getHttpRequest().getHttpHeaders())
                .setUriInfo(context.getUriInfo())
                .setEventBuilder(context.getEvent());
        finish(reason, protocol.sendError(login, error, reason));
    }

    private void finish(String reason, Response response) {
        KeycloakSession session = context.getSession();
        Marks.of(session, session.getContext().getUserSession())
                .ifPresent(mark -> EventDetails.of(session, mark).forEach(context.getEvent()::detail));
        context.getEvent().detail(Details.REASON, reason).error(Errors.ACCESS_DENIED);
        context.forceChallenge(response);
    }
}
