package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.core.keycloak.SteadyAnswer;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import io.github.keycloakassume.impersonation.keycloak.ExchangingActor;
import io.github.keycloakassume.impersonation.keycloak.ExchangingClient;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.keycloak.OnBehalfOfAnswer;
import io.github.keycloakassume.impersonation.keycloak.SubjectToken;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.session.ActOnBehalf;
import io.github.keycloakassume.impersonation.session.FurtherTokens;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider;
import org.keycloak.representations.AccessToken;

/**
 * Token exchange on behalf of a user who is not present: with {@code requested_subject} the subject token names the actor. Tokens
 * are made by Keycloak's standard exchange, in a session of the user that is an impersonation of ours, so that they are capped,
 * reduced and named as in every such session. The same session is used when such a token is exchanged further, without {@code
 * requested_subject}.
 *
 * <p>From Keycloak 26.8 on the class above has protected methods {@code processSubjectToken}, {@code validateSubjectToken},
 * {@code validateSenderConstrainedToken} and {@code buildTokenExchangeResponse}: none here may have these names.
 */
final class OnBehalfOfExchangeProvider extends StandardTokenExchangeProvider {

    private final Clock clock;
    private @Nullable ExchangingActor actor;
    private @Nullable UserSessionModel opened;

    OnBehalfOfExchangeProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean supports(TokenExchangeContext asked) {
        return new OnBehalfOfRequest(asked).isOne() || isFurther(asked);
    }

    /**
     * Whether a token on behalf of a user is exchanged once more, by Keycloak's standard exchange. Not a permission token: of its
     * session Keycloak would make a copy.
     */
    static boolean isFurther(TokenExchangeContext asked) {
        String subjectToken = asked.getParams().getSubjectToken();
        return subjectToken != null
                && asked.getParams().getActorToken() == null
                && new StandardTokenExchangeProvider().supports(asked)
                && isFurther(asked.getSession(), new PresentedToken(asked.getSession(), subjectToken));
    }

    private static boolean isFurther(KeycloakSession session, PresentedToken token) {
        return new ImpersonatedToken(session).isOnBehalf(token) && !token.isOfPermissions();
    }

    @Override
    protected Response tokenExchange() {
        SteadyAnswer answer = new SteadyAnswer(session);
        withholdScopes();
        try {
            return asksForSubject() ? onBehalf() : super.tokenExchange();
        } catch (RefusedException e) {
            session.getTransactionManager().setRollbackOnly();
            if (asksForSubject()) {
                answer.hold();
                return OnBehalfOfAnswer.to(context, e);
            }
            note(e.refusal());
            return OnBehalfOfAnswer.toFurther(context, e);
        } catch (RuntimeException e) {
            // Keycloak answers some of these itself, and would keep what has been opened until then.
            session.getTransactionManager().setRollbackOnly();
            note(ImpersonationRefusal.EXCHANGE_FAILED);
            throw e;
        }
    }

    /** Before Keycloak looks whether the client may ask for them ({@code getRequestedScope}). */
    private void withholdScopes() {
        ScopesOnBehalf.from(context);
        formParams = new MultivaluedHashMap<>(formParams);
        String left = ScopesOnBehalf.without(formParams.remove(OAuth2Constants.SCOPE));
        if (!left.isEmpty()) {
            formParams.putSingle(OAuth2Constants.SCOPE, left);
        }
    }

    private boolean asksForSubject() {
        return formParams.containsKey(OAuth2Constants.REQUESTED_SUBJECT);
    }

    private Response onBehalf() {
        if (!ExchangingClient.isServed(client)) {
            throw invalid("Standard token exchange is not enabled for the requested client");
        }
        new OnBehalfOfRequest(context)
                .fault()
                .or(() -> ExchangingClient.missingCertificate(session, client))
                .ifPresent(fault -> {
                    throw invalid(fault);
                });
        ExchangingActor verified = verified();
        actor = verified;
        SubjectToken.refusal(verified, client, session).ifPresent(refusal -> {
            throw refused(refusal);
        });
        return exchangeClientToClient(verified.user(), verified.session(), verified.token(), true);
    }

    private ExchangingActor verified() {
        try {
            return new SubjectToken(context).verify();
        } catch (SubjectToken.UnfitException e) {
            throw invalid(e.description());
        }
    }

    /** Audiences are asked for by their client ids; one that is unknown or disabled is no target (RFC 8693 section 2.2.2). */
    @Override
    protected List<ClientModel> getTargetAudienceClients() {
        List<String> asked = params.getAudience();
        if (!asksForSubject() || asked == null) {
            return super.getTargetAudienceClients();
        }
        List<ClientModel> audience = new ArrayList<>();
        for (String clientId : asked) {
            audience.add(
                    OnBehalfOfAudience.find(realm, clientId).orElseThrow(() -> invalidTarget("Audience not found")));
        }
        return audience;
    }

    /** Where Keycloak would make the tokens, it is decided for whom, and in which session. */
    @Override
    protected Response exchangeClientToOIDCClient(
            UserModel user,
            UserSessionModel login,
            String requestedTokenType,
            List<ClientModel> audience,
            @Nullable String scope,
            @Nullable AccessToken token) {
        if (OAuth2Constants.REFRESH_TOKEN_TYPE.equals(requestedTokenType)) {
            throw invalid("requested_token_type unsupported");
        }
        if (asksForSubject()) {
            return tokensOnBehalf(Objects.requireNonNull(actor, "actor"), requestedTokenType, audience, scope);
        }
        @Nullable ClientModel issuedFor = token == null ? null : realm.getClientByClientId(token.getIssuedFor());
        UserSessionModel same = new FurtherTokens(session, clock).sessionOf(login, issuedFor, client, audience);
        return super.exchangeClientToOIDCClient(user, same, requestedTokenType, audience, scope, token);
    }

    private Response tokensOnBehalf(
            ExchangingActor verified, String requestedTokenType, List<ClientModel> audience, @Nullable String scope) {
        OnBehalfOfRequest request = new OnBehalfOfRequest(context);
        ActOnBehalf.Decided decided = new ActOnBehalf(session, clock)
                .admit(verified, client, request.why())
                .decide(Objects.requireNonNull(request.requestedSubject(), "requestedSubject"), audience);
        UserSessionModel acting = decided.act();
        opened = acting;
        // Without a token: Keycloak would note its client in the session of the user, for revocations that come there.
        return super.exchangeClientToOIDCClient(decided.subject(), acting, requestedTokenType, audience, scope, null);
    }

    /** The last that may fail. From here on the event is about the user, in whose session it is. */
    @Override
    protected void checkRequestedAudiences(AccessTokenResponseBuilder response) {
        try {
            super.checkRequestedAudiences(response);
            if (opened != null) {
                ExchangeAnswer.isAbout(context, opened);
            }
        } catch (WebApplicationException e) {
            if (!asksForSubject()) {
                throw e;
            }
            throw new WebApplicationException(
                    e, ExchangeAnswer.invalidTargetAfterEvent(context, "Requested audience not available"));
        }
    }

    private WebApplicationException invalid(String description) {
        return new WebApplicationException(ExchangeAnswer.invalid(context, description));
    }

    private WebApplicationException invalidTarget(String description) {
        return new WebApplicationException(ExchangeAnswer.invalidTarget(context, description));
    }

    private RefusedException refused(Refusal refusal) {
        note(refusal);
        return new RefusedException(refusal);
    }

    private void note(Refusal refusal) {
        OnBehalfOfTrail trail = new OnBehalfOfTrail(context, clock);
        if (asksForSubject()) {
            trail.refused(actor, refusal);
        } else {
            trail.furtherRefused(refusal);
        }
    }
}
