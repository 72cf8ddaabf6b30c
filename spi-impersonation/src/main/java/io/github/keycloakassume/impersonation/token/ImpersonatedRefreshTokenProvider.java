package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.model.ActingClaims;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenException;
import org.keycloak.representations.RefreshToken;

/** Refresh tokens of impersonated sessions: never offline, and none for what is over. No other sessions come here. */
final class ImpersonatedRefreshTokenProvider extends DefaultRefreshTokenProvider {

    private final Clock clock;

    ImpersonatedRefreshTokenProvider(KeycloakSession session, Clock clock) {
        super(session);
        this.clock = clock;
    }

    @Override
    public boolean supports(InitialRefreshTokenContext context) {
        return Marks.isImpersonated(
                session, context.clientSessionCtx().getClientSession().getUserSession());
    }

    @Override
    public RefreshToken generateRefreshToken(InitialRefreshTokenContext context) {
        if (context.offlineTokenRequested()) {
            throw new RefreshTokenException(
                    OAuthErrorException.INVALID_SCOPE, "No offline access while impersonating a user");
        }
        UserSessionModel login = context.clientSessionCtx().getClientSession().getUserSession();
        if (Marks.isStray(session, login)) {
            new RefuseStray(session, clock).note(login);
            throw new RefreshTokenException(OAuthErrorException.INVALID_GRANT, StrayAnswer.DESCRIPTION);
        }
        Marks.of(session, login)
                .ifPresent(mark -> review(context.clientSessionCtx().getClientSession(), mark));
        return super.generateRefreshToken(context);
    }

    /** What may not go on gets no refresh token, neither its first nor its next; the next single sign-on ends it. */
    private void review(AuthenticatedClientSessionModel participant, ImpersonationMark mark) {
        if (new ReviewAtApplication(session, clock).forbids(participant, mark)) {
            throw new RefreshTokenException(
                    OAuthErrorException.INVALID_GRANT,
                    "The impersonation has ended, or the application is closed to it");
        }
        new ImpersonatedSessions(session, participant.getRealm()).keepOwnAlive(mark, clock.instant());
    }

    /** After the end nothing is refreshed, not even in that very second; the end stands in the token, signed. */
    @Override
    public AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context) throws OAuthErrorException {
        if (isOver(context.oldRefreshToken().getOtherClaims().get(ActingClaims.IMPERSONATION))) {
            throw new OAuthErrorException(OAuthErrorException.INVALID_GRANT, "The impersonation has ended");
        }
        if (isOnBehalf(context.oldRefreshToken())) {
            throw new OAuthErrorException(OAuthErrorException.INVALID_GRANT, "No refresh on behalf of a user");
        }
        return super.refreshAccessToken(context);
    }

    /** None is given out; one that came about in whatever way is good for nothing. */
    private boolean isOnBehalf(RefreshToken token) {
        return token.getOtherClaims().get(ActingClaims.IMPERSONATION) instanceof Map<?, ?> values
                && values.get(ImpersonationMark.ID_MEMBER) instanceof String id
                && new ImpersonationStore(session)
                        .find(id)
                        .filter(known -> known.via().isOnBehalf())
                        .isPresent();
    }

    private boolean isOver(@Nullable Object claim) {
        return !(claim instanceof Map<?, ?> values
                && values.get(ImpersonationMark.END_MEMBER) instanceof Number end
                && clock.instant().getEpochSecond() < end.longValue());
    }

    /** Decided by the token alone: loading its session here would be before Keycloak's lock on reuse. */
    @Override
    public boolean supports(RefreshTokenContext context) {
        return super.supports(context)
                && context.oldRefreshToken().getOtherClaims().containsKey(ActingClaims.IMPERSONATION);
    }
}
