package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.keycloak.Application;
import io.github.keycloakassume.impersonation.keycloak.ExchangeAnswer;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.TokenRequester;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.session.ApplicationRules;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.authorization.authorization.AuthorizationTokenService;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.grants.PermissionGrantType;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.idm.authorization.PermissionTicketToken;

/**
 * Keycloak's UMA grant, which asks the owner of a resource for access where there is none yet: not for an impersonator, for the
 * request would stay there in the user's name. What an impersonator may only look at is not asked for at all: permissions know
 * of no read-only mode. Nor is an ID token taken for the user: Keycloak makes an access token of it anew, with all of the
 * user's roles ({@code KeycloakIdentity}). A resource server that a browser may not enter while impersonating gives no
 * permissions either.
 */
final class GuardedPermissionGrant extends PermissionGrantType {

    /** What {@link PermissionGrantType} reads, with true for absent. */
    private static final String SUBMIT_REQUEST = "submit_request";

    private static final String CLAIM_TOKEN = "claim_token";
    private static final String CLAIM_TOKEN_FORMAT = "claim_token_format";
    private static final String TICKET = "ticket";
    private static final String SUBJECT_TOKEN = "subject_token";

    @Override
    public Response process(Context context) {
        // The field is set by Keycloak's own work alone, further down.
        ImpersonatedToken tokens = new ImpersonatedToken(context.getSession());
        List<PresentedToken> impersonated = presented(context)
                .map(encoded -> new PresentedToken(context.getSession(), encoded))
                .filter(tokens::is)
                .toList();
        if (!impersonated.isEmpty()) {
            Optional<Refusal> refusal = refusal(context, impersonated);
            if (refusal.isPresent()) {
                new ImpersonatedExchangeTrail(context.getSession(), context.getEvent())
                        .refused(impersonated.get(0), refusal.get());
                return ExchangeAnswer.denied(context, refusal.get().key());
            }
            // Keycloak's event names no session, and so no impersonator.
            impersonated.stream()
                    .flatMap(token -> token.verifiedSession().stream())
                    .findFirst()
                    .ifPresent(context.getEvent()::session);
            MultivaluedHashMap<String, String> parameters = new MultivaluedHashMap<>(context.getFormParams());
            parameters.putSingle(SUBMIT_REQUEST, "false");
            context.setFormParams(parameters);
        }
        nameRequester(context);
        // Before Keycloak puts a copy of the session in its place, which begins now and is none of an impersonation.
        boolean isOnBehalf = impersonated.stream().anyMatch(tokens::isOnBehalf);
        Response answer = super.process(context);
        return isOnBehalf ? withoutRefreshToken(answer) : answer;
    }

    /** Tokens on behalf of a user have none ({@code AuthorizationTokenService.authorize} makes one of every token with a session). */
    private static Response withoutRefreshToken(Response answer) {
        if (answer.getEntity() instanceof AccessTokenResponse tokens) {
            tokens.setRefreshToken(null);
            tokens.setRefreshExpiresIn(0);
        }
        return answer;
    }

    private static Optional<Refusal> refusal(Context context, List<PresentedToken> impersonated) {
        if (isByIdToken(context.getFormParams())) {
            return Optional.of(ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED);
        }
        Optional<ClientModel> server = resourceServer(context);
        return impersonated.stream()
                .flatMap(token -> token.verifiedSession().stream())
                .flatMap(login -> refusal(context, server, login).stream())
                .findFirst();
    }

    private static Optional<Refusal> refusal(Context context, Optional<ClientModel> server, UserSessionModel login) {
        KeycloakSession session = context.getSession();
        Optional<Mode> mode = Marks.of(session, login).map(ImpersonationMark::mode);
        if (mode.filter(Mode.READ_ONLY::equals).isPresent()) {
            return Optional.of(ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED);
        }
        return server.map(Application::new)
                .flatMap(application -> mode.flatMap(reach -> ApplicationRules.refusal(session, application, reach))
                        .or(() -> lacksConsent(context, application, login)
                                ? Optional.of(ImpersonationRefusal.CONSENT_WHILE_IMPERSONATED)
                                : Optional.empty()));
    }

    private static boolean lacksConsent(Context context, Application application, UserSessionModel login) {
        return application.lacksConsent(
                context.getSession(),
                login.getRealm(),
                login.getUser(),
                context.getFormParams().getFirst(OAuth2Constants.SCOPE));
    }

    /** Whose permissions are asked for: the ticket says it, else the audience ({@code AuthorizationTokenService}). */
    private static Optional<ClientModel> resourceServer(Context context) {
        KeycloakSession session = context.getSession();
        @Nullable String ticket = context.getFormParams().getFirst(TICKET);
        Optional<String> clientId = ticket == null
                ? Optional.ofNullable(context.getFormParams().getFirst(OAuth2Constants.AUDIENCE))
                : Optional.ofNullable(session.tokens().decode(ticket, PermissionTicketToken.class))
                        .map(PermissionTicketToken::getIssuedFor);
        return clientId.filter(IdText::canBeStored).map(session.getContext().getRealm()::getClientByClientId);
    }

    /** By the format alone Keycloak takes whatever token there is for an ID token ({@code createEvaluationContext}). */
    private static boolean isByIdToken(MultivaluedMap<String, String> parameters) {
        @Nullable String format = parameters.getFirst(CLAIM_TOKEN_FORMAT);
        return format == null
                ? parameters.containsKey(CLAIM_TOKEN)
                : AuthorizationTokenService.CLAIM_TOKEN_FORMAT_ID_TOKEN.equalsIgnoreCase(format);
    }

    /**
     * The tokens are the caller's, whom Keycloak puts into its context: the application of the bearer token, or the one that
     * authenticates, whose ID token alone it takes. It takes another's access token as the subject, where there is neither a
     * bearer token nor an ID token: then they are that other's.
     */
    private static void nameRequester(Context context) {
        MultivaluedMap<String, String> parameters = context.getFormParams();
        @Nullable String header = context.getHeaders().getRequestHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        boolean isBearer = header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer");
        @Nullable String subject = parameters.getFirst(SUBJECT_TOKEN);
        TokenRequester.isCaller(context.getSession());
        if (!isBearer && !isByIdToken(parameters) && subject != null) {
            new PresentedToken(context.getSession(), subject)
                    .verifiedClient()
                    .ifPresent(client -> TokenRequester.is(context.getSession(), client));
        }
    }

    /** Every token that may stand for the user. */
    private static Stream<String> presented(Context context) {
        MultivaluedMap<String, String> parameters = context.getFormParams();
        return Stream.of(
                        Stream.ofNullable(context.getHeaders().getHeaderString(HttpHeaders.AUTHORIZATION))
                                .map(header -> header.substring(header.indexOf(' ') + 1)
                                        .strip()),
                        Stream.ofNullable(parameters.getFirst(SUBJECT_TOKEN)),
                        Stream.ofNullable(parameters.getFirst(CLAIM_TOKEN)))
                .flatMap(tokens -> tokens);
    }
}
