package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.cors.Cors;

/** Answers of the token endpoint to exchanges that are not to be. */
public final class ExchangeAnswer {

    private static final String NOT_AN_ASSERTION = "A token that tells of an event, such as a logout, is no assertion";

    private ExchangeAnswer() {}

    /** {@code access_denied} (RFC 6749 section 5.2 as Keycloak extends it), in the event log with its reason. */
    public static Response denied(TokenExchangeContext context, String reason) {
        return denied(context.getEvent(), context.getCors(), reason);
    }

    /** The same to another grant. */
    public static Response denied(OAuth2GrantType.Context context, String reason) {
        return denied(context.getEvent(), context.getCors(), reason);
    }

    /**
     * What token exchange V1 answers, whatever it was: whether a user exists is not told. The reason is in the event log
     * alone.
     */
    public static Response deniedAsStock(TokenExchangeContext context, String reason) {
        context.getEvent().detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
        return answer(context.getCors(), "Client not allowed to exchange");
    }

    /** {@code invalid_request}: the request itself makes no sense. */
    public static Response invalid(TokenExchangeContext context, String description) {
        context.getEvent().detail(Details.REASON, description).error(Errors.INVALID_REQUEST);
        return answer(context.getCors(), Response.Status.BAD_REQUEST, OAuthErrorException.INVALID_REQUEST, description);
    }

    /** {@code invalid_grant} (RFC 7523 section 3.1): what was sent is a token, and no assertion of who its subject is. */
    public static Response notAnAssertion(OAuth2GrantType.Context context) {
        context.getEvent().detail(Details.REASON, NOT_AN_ASSERTION).error(Errors.INVALID_TOKEN);
        return answer(
                context.getCors(), Response.Status.BAD_REQUEST, OAuthErrorException.INVALID_GRANT, NOT_AN_ASSERTION);
    }

    /** The same to an exchange ({@code invalid_request}, RFC 8693 section 2.2.2). */
    public static Response notAnAssertion(TokenExchangeContext context) {
        return invalid(context, NOT_AN_ASSERTION);
    }

    /**
     * {@code access_denied} to an exchange on behalf of a user: the same whatever stands against that user, and where there is none.
     * The reason is in the event log alone.
     */
    public static Response notOnBehalf(TokenExchangeContext context, String reason) {
        context.getEvent().detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
        return answer(context.getCors(), "Not allowed to act on behalf of the requested subject");
    }

    /**
     * Has the event of an exchange that succeeds be about the user of that session, in whose name it is; what is said of the actor
     * comes from the record. One that fails is about the actor.
     */
    public static void isAbout(TokenExchangeContext context, UserSessionModel login) {
        context.getEvent()
                .user(login.getUser())
                .detail(Details.USERNAME, login.getUser().getUsername())
                .session(login);
        context.getSession().getContext().setUserSession(login);
    }

    /** {@code invalid_target} (RFC 8693 section 2.2.2): the tokens cannot be made for that audience. */
    public static Response invalidTarget(TokenExchangeContext context, String description) {
        context.getEvent().detail(Details.REASON, description).error(Errors.INVALID_REQUEST);
        return invalidTargetAfterEvent(context, description);
    }

    /** The same where Keycloak has fired the event already. */
    public static Response invalidTargetAfterEvent(TokenExchangeContext context, String description) {
        return answer(context.getCors(), Response.Status.BAD_REQUEST, "invalid_target", description);
    }

    /**
     * {@code temporarily_unavailable}, with the time after which to try again.
     *
     * @param status 429 for a rate that is used up, 503 for what will be possible in a moment
     */
    public static Response later(TokenExchangeContext context, int status, long seconds, String reason) {
        context.getEvent().detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
        return context.getCors()
                .add(Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.RETRY_AFTER, seconds)
                        .entity(new OAuth2ErrorRepresentation("temporarily_unavailable", reason)));
    }

    private static Response denied(EventBuilder event, Cors cors, String reason) {
        event.detail(Details.REASON, reason).error(Errors.NOT_ALLOWED);
        return answer(cors, reason);
    }

    private static Response answer(Cors cors, String description) {
        return answer(cors, Response.Status.FORBIDDEN, OAuthErrorException.ACCESS_DENIED, description);
    }

    private static Response answer(Cors cors, Response.Status status, String error, String description) {
        return cors.add(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(error, description)));
    }
}
