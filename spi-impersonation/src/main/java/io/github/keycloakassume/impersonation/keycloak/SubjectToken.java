package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.ImpersonateScope;
import io.github.keycloakassume.core.keycloak.TokenLogin;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.ActorToken;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Details;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.SessionType;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.util.DPoPUtil;
import org.keycloak.services.util.MtlsHoKTokenUtil;
import org.keycloak.util.TokenUtil;

/**
 * The subject token of an exchange on behalf of a user, which names the actor. Verified as {@code StandardTokenExchangeProvider}
 * does: by Keycloak's own code, and with the proof of what it is bound to.
 */
public final class SubjectToken {

    /** What an application hears whose subject token is not good. */
    public static final String INVALID = "Invalid token";

    private static final Set<SessionType> ONLINE = Set.of(SessionType.ONLINE, SessionType.ONLINE_TRANSIENT_CLIENT);

    private final TokenExchangeContext context;
    private final KeycloakSession session;
    private final RealmModel realm;

    public SubjectToken(TokenExchangeContext context) {
        this.context = context;
        this.session = context.getSession();
        this.realm = context.getRealm();
    }

    /** Why a token cannot be exchanged, in words for the developer of the application. */
    public static final class UnfitException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message);
        }

        /** What the application is told. */
        public String description() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Who exchanges it. The context of the request is that of the application again, which Keycloak takes for the token's.
     *
     * @throws UnfitException unless it is an access token of this realm that is good now, of a login or of a service account
     * @throws RefusedException {@code impersonate-scope-required}, {@code client-may-not-act}
     */
    public ExchangingActor verify() {
        AuthenticationManager.AuthResult verified = authenticate();
        AccessToken token = verified.token();
        if (token.getAuthorization() != null) {
            throw new UnfitException("The subject_token is one of permissions");
        }
        if (token.getConfirmation() != null) {
            requireProof(token);
        }
        ClientModel issuedFor = verified.client();
        ExchangingActor actor = new ExchangingActor(
                session,
                realm,
                verified.user(),
                new ActorToken(context.getParams().getSubjectToken()),
                token,
                issuedFor,
                verified.session(),
                login(verified, issuedFor));
        context.getEvent()
                .user(verified.user())
                .detail(Details.USERNAME, verified.user().getUsername())
                .detail(Details.SUBJECT_TOKEN_CLIENT_ID, token.getIssuedFor());
        return actor;
    }

    /**
     * Whether the token lets an application act on behalf of users: the one that it was issued for, and the one that exchanges it.
     *
     * @param requester which exchanges it
     */
    public static Optional<Refusal> refusal(ExchangingActor actor, ClientModel requester, KeycloakSession session) {
        AccessToken token = actor.token();
        if (!TokenUtil.hasScope(token.getScope(), ImpersonateScope.NAME)) {
            return Optional.of(ImpersonationRefusal.IMPERSONATE_SCOPE_REQUIRED);
        }
        @Nullable ClientModel client = actor.realm().getClientByClientId(token.getIssuedFor());
        return client != null
                        && ImpersonateScope.mayUse(session, actor.realm(), client)
                        && ImpersonateScope.mayUse(session, actor.realm(), requester)
                ? Optional.empty()
                : Optional.of(ImpersonationRefusal.CLIENT_MAY_NOT_ACT);
    }

    /**
     * Whether a token that was good a moment ago has not been revoked since, nor its login ended, nor its user or client disabled.
     * That its time may be up by now does not matter.
     */
    public static boolean isStillGood(KeycloakSession session, RealmModel realm, ActorToken token) {
        return AuthenticationManager.verifyIdentityToken(
                        session,
                        realm,
                        session.getContext().getUri(),
                        session.getContext().getConnection(),
                        false,
                        true,
                        null,
                        false,
                        token.encoded(),
                        session.getContext().getHttpRequest().getHttpHeaders(),
                        verifier -> {})
                != null;
    }

    /** Signature, issuer, type, time, not-before, revocation, session, client and user: Keycloak's own code. */
    private AuthenticationManager.AuthResult authenticate() {
        try {
            AuthenticationManager.AuthResult result = AuthenticationManager.verifyIdentityToken(
                    session,
                    realm,
                    session.getContext().getUri(),
                    context.getClientConnection(),
                    true,
                    true,
                    null,
                    false,
                    context.getParams().getSubjectToken(),
                    context.getHeaders(),
                    verifier -> {});
            if (result == null) {
                throw new UnfitException(INVALID);
            }
            return result;
        } finally {
            session.getContext().setClient(context.getClient());
        }
    }

    /** The person's online session, null of a service account: another token does not tell by which login it came about. */
    private @Nullable UserSessionModel login(AuthenticationManager.AuthResult verified, ClientModel issuedFor) {
        AccessToken token = verified.token();
        if (issuedFor.getId().equals(verified.user().getServiceAccountClientLink())) {
            if (token.getSessionId() == null && !TokenLogin.isOfServiceAccount(token, verified.user(), issuedFor)) {
                throw new UnfitException(INVALID);
            }
            return null;
        }
        if (verified.user().getServiceAccountClientLink() != null) {
            // It would pass for a person's: neither how its own client has authenticated nor whether it is enabled
            // would count.
            throw new UnfitException("The subject_token of a service account was issued for another client");
        }
        String id = token.getSessionId();
        UserSessionModel login = id == null || verified.session().isOffline() || !isOfOnlineLogin(token)
                ? null
                : session.sessions().getUserSession(realm, id);
        if (login == null
                || !login.getUser().getId().equals(verified.user().getId())
                || !AuthenticationManager.isSessionValid(realm, login)) {
            throw new UnfitException("The subject_token belongs to no login session");
        }
        return login;
    }

    /** By the id of the token: one that was exchanged for an offline one names a session that Keycloak has made of it. */
    private boolean isOfOnlineLogin(AccessToken token) {
        SessionType type = session.getProvider(TokenContextEncoderProvider.class)
                .getTokenContextFromTokenId(token.getId())
                .getSessionType();
        return ONLINE.contains(type);
    }

    /** RFC 7800, as {@code StandardTokenExchangeProvider.tokenExchange} demands it. */
    private void requireProof(AccessToken token) {
        if (!context.getClient().getClientId().equals(token.getIssuedFor())) {
            throw new UnfitException(
                    "Sender-constrained token exchange rejected as the token was not issued for the requesting client");
        }
        AccessToken.Confirmation bound = token.getConfirmation();
        boolean known = false;
        if (bound.getCertThumbprint() != null) {
            known = true;
            if (!MtlsHoKTokenUtil.verifyTokenBindingWithClientCertificate(
                    token, session.getContext().getHttpRequest(), session)) {
                throw new UnfitException(MtlsHoKTokenUtil.CERT_VERIFY_ERROR_DESC);
            }
        }
        if (bound.getKeyThumbprint() != null) {
            known = true;
            requireDpop(token);
        }
        if (!known) {
            throw new UnfitException("The subject_token is bound in a way that cannot be proven here");
        }
    }

    private void requireDpop(AccessToken token) {
        DPoP proof = session.getAttribute(DPoPUtil.DPOP_SESSION_ATTRIBUTE, DPoP.class);
        if (proof == null) {
            throw new UnfitException("DPoP proof is missing");
        }
        try {
            DPoPUtil.validateBinding(token, proof);
        } catch (VerificationException e) {
            throw new UnfitException(String.valueOf(e.getMessage()));
        }
    }
}
