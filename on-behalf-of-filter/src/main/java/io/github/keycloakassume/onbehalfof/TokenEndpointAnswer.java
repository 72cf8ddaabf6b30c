package io.github.keycloakassume.onbehalfof;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer of the token endpoint means for the request. */
sealed interface TokenEndpointAnswer {

    /** A token, not yet looked at. */
    record Token(String value) implements TokenEndpointAnswer {}

    /** None; the client of this application is told so. */
    record Refused(Refusal refusal) implements TokenEndpointAnswer {}

    /** None, for a reason that is no affair of this application's client: a fault, or wrong settings. */
    record Unusable(String why, Refusal refusal) implements TokenEndpointAnswer {}

    /** When to try again, where the server does not say. */
    Duration UNLESS_SAID = Duration.ofSeconds(5);

    /** The errors by which the server says that it does not take the caller's token (any more). */
    Set<String> TOKEN_REFUSED = Set.of("invalid_request", "invalid_grant", "invalid_token");

    /** Reads the answer. */
    static TokenEndpointAnswer of(HTTPResponse response) {
        int status = response.getStatusCode();
        if (status == 200) {
            return token(response);
        }
        Duration retryAfter = retryAfter(response.getHeaderValue("Retry-After"));
        if (status == 429) {
            return new Refused(Refusal.tooMany(retryAfter));
        }
        ErrorObject stated = error(response);
        String error = harmless(stated.getCode());
        if (status == 403 && error.equals("access_denied")) {
            return new Refused(Refusal.userRefused());
        }
        if (status == 400 && TOKEN_REFUSED.contains(error)) {
            return tokenRefused(harmless(stated.getDescription()));
        }
        return unusable("status " + status + (error.isEmpty() ? "" : ", error " + error), retryAfter);
    }

    static Unusable unusable(String why, Duration retryAfter) {
        return new Unusable(why, Refusal.unavailable(retryAfter));
    }

    private static TokenEndpointAnswer token(HTTPResponse response) {
        try {
            AccessTokenResponse answer = AccessTokenResponse.parse(response);
            AccessToken token = answer.getTokens().getAccessToken();
            TokenTypeURI issued = token.getIssuedTokenType();
            if (!AccessTokenType.BEARER.equals(token.getType())
                    || (issued != null && !TokenTypeURI.ACCESS_TOKEN.equals(issued))) {
                return unusable("not a bearer access token", UNLESS_SAID);
            }
            return new Token(token.getValue());
        } catch (ParseException e) {
            return unusable("an answer that is none of a token endpoint", UNLESS_SAID);
        }
    }

    /** What Keycloak Assume gives a key to (docs/errors.md of it) is about what the caller can mend, or about this application. */
    private static TokenEndpointAnswer tokenRefused(String description) {
        return switch (description) {
            case "reason-required" -> new Refused(Refusal.malformed(HeaderNames.REASON + " is required"));
            case "reason-invalid" -> new Refused(Refusal.malformed(HeaderNames.REASON + " is not acceptable"));
            case "ticket-reference-invalid" ->
                new Refused(
                        Refusal.malformed(HeaderNames.TICKET + " is missing or not one of the kind that is required"));
            case "impersonate-scope-required" ->
                new Refused(Refusal.insufficientScope("The token has not scope " + Refusal.SCOPE));
            case "insufficient-user-authentication" -> new Refused(Refusal.stepUp());
            case "client-may-not-act", "client-authentication-insufficient" ->
                new Refused(Refusal.insufficientScope("The client of the token may not act on behalf of users"));
            default -> new Refused(Refusal.invalidToken("The authorization server does not accept the token for this"));
        };
    }

    private static ErrorObject error(HTTPResponse response) {
        try {
            return TokenErrorResponse.parse(response).getErrorObject();
        } catch (ParseException e) {
            return new ErrorObject(null);
        }
    }

    /** Of characters that RFC 6749 allows in an error, and not long; empty otherwise. */
    private static String harmless(@Nullable String text) {
        return text != null && text.matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{0,100}") ? text : "";
    }

    /** Seconds, from one to an hour; a date is not read, as the clocks may differ. */
    private static Duration retryAfter(@Nullable String header) {
        if (header == null || !header.strip().matches("[0-9]{1,9}")) {
            return UNLESS_SAID;
        }
        return Duration.ofSeconds(Math.max(1, Math.min(3600, Integer.parseInt(header.strip()))));
    }
}
