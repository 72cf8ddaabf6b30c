package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.SteadyAnswer;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.Application;
import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.StockCaller;
import io.github.keycloakassume.impersonation.keycloak.TokenRequester;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.session.AdoptTokenExchange;
import io.github.keycloakassume.impersonation.session.ApplicationRules;
import io.github.keycloakassume.impersonation.session.RealmSettings;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProvider;
import org.keycloak.representations.AccessToken;

/**
 * Keycloak's token exchange V1. With a requested subject it impersonates; what it has opened for that becomes an
 * impersonation of ours before there is any token, or is refused as it refuses itself. Every other exchange is Keycloak's.
 */
final class AdoptingTokenExchangeProvider extends V1TokenExchangeProvider {

    private final Clock clock;
    private boolean noted;

    AdoptingTokenExchangeProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected Response tokenExchange() {
        if (!impersonates()) {
            return super.tokenExchange();
        }
        SteadyAnswer steady = new SteadyAnswer(session);
        boolean isDone = false;
        try {
            Response answer = impersonate();
            isDone = answer.getStatus() == Response.Status.OK.getStatusCode();
            return answer;
        } finally {
            if (!isDone) {
                steady.hold();
            }
        }
    }

    private Response impersonate() {
        if (context.getParams().getSubjectToken() == null) {
            // A client alone, which names no actor.
            return refused(ImpersonationRefusal.NO_LOGIN_SESSION);
        }
        try {
            return super.tokenExchange();
        } catch (RuntimeException e) {
            // Keycloak keeps what it has opened until then, and answers some of these itself (RefreshTokenException).
            session.getTransactionManager().setRollbackOnly();
            note(
                    OAuthErrorException.ACCESS_DENIED.equals(e.getMessage())
                            ? ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED
                            : ImpersonationRefusal.EXCHANGE_FAILED);
            throw e;
        }
    }

    @Override
    protected Response exchangeClientToClient(
            UserModel subject, UserSessionModel opened, @Nullable AccessToken token, boolean disallowOnMismatch) {
        if (impersonates()) {
            UserModel impersonator = impersonator(opened);
            if (token == null || impersonator == null) {
                return refused(ImpersonationRefusal.NO_LOGIN_SESSION);
            }
            Optional<Refusal> closed = closed(subject, token);
            if (closed.isPresent()) {
                return refused(closed.get());
            }
            try {
                new AdoptTokenExchange(session, clock)
                        .adopt(StockCaller.ofExchange(session, token, impersonator, client), opened);
            } catch (RefusedException e) {
                noted = true;
                return refused(e.refusal());
            }
        }
        return super.exchangeClientToClient(subject, opened, token, disallowOnMismatch);
    }

    /** Keycloak's event names no session, and so no impersonator; before this it has checked what it may refuse. */
    @Override
    protected Response exchangeClientToOIDCClient(
            UserModel subject,
            UserSessionModel opened,
            String requestedTokenType,
            List<ClientModel> audience,
            @Nullable String scope,
            @Nullable AccessToken token) {
        if (impersonates()) {
            event.session(opened);
        }
        TokenRequester.is(session, client);
        return super.exchangeClientToOIDCClient(subject, opened, requestedTokenType, audience, scope, token);
    }

    /** Of an encrypted token, which its identity provider alone could read, nothing was known before. */
    @Override
    protected UserModel importUserFromExternalIdentity(BrokeredIdentityContext brokered) {
        if (new ImpersonatedToken(session).isIn(brokered)) {
            throw new WebApplicationException(
                    ExchangeAnswer.denied(context, ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED.key()));
        }
        return super.importUserFromExternalIdentity(brokered);
    }

    /** A token of another issuer knows of no impersonation. */
    @Override
    protected Response exchangeToIdentityProvider(UserModel subject, UserSessionModel opened, String issuer) {
        return impersonates()
                ? refused(ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED)
                : super.exchangeToIdentityProvider(subject, opened, issuer);
    }

    /** An assertion handed out like this is in no session of an application that could be ended. */
    @Override
    protected Response exchangeClientToSAML2Client(
            UserModel subject, UserSessionModel opened, String requestedTokenType, List<ClientModel> audience) {
        return impersonates()
                ? refused(ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED)
                : super.exchangeClientToSAML2Client(subject, opened, requestedTokenType, audience);
    }

    /** The application that asks for the tokens, and all that they are to be good for, must be open to impersonators. */
    private Optional<Refusal> closed(UserModel subject, AccessToken token) {
        String asked = formParams.getFirst(OAuth2Constants.SCOPE);
        String scope = asked == null ? token.getScope() : asked;
        Mode mode = RealmSettings.of(session, realm).defaultMode();
        List<ClientModel> applications = Stream.concat(Stream.of(client), getTargetAudienceClients().stream())
                .toList();
        return ApplicationRules.refusal(session, applications, mode)
                .or(() -> applications.stream()
                        .map(Application::new)
                        .filter(application -> application.lacksConsent(session, realm, subject, scope))
                        .map(application -> ImpersonationRefusal.CONSENT_WHILE_IMPERSONATED)
                        .findFirst());
    }

    private boolean impersonates() {
        return formParams.containsKey(OAuth2Constants.REQUESTED_SUBJECT);
    }

    /** Keycloak has noted whose token it verified. */
    private @Nullable UserModel impersonator(UserSessionModel opened) {
        String id = Marks.stockActorId(opened);
        return id == null ? null : session.users().getUserById(realm, id);
    }

    private Response refused(Refusal refusal) {
        session.getTransactionManager().setRollbackOnly();
        note(refusal);
        return ExchangeAnswer.deniedAsStock(context, refusal.key());
    }

    private void note(Refusal refusal) {
        if (!noted) {
            noted = true;
            new AdoptedExchangeTrail(session, clock)
                    .refused(context, formParams.getFirst(OAuth2Constants.REQUESTED_SUBJECT), refusal);
        }
    }
}
