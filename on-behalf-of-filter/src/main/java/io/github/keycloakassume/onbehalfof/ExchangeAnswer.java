package io.github.keycloakassume.onbehalfof;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** What an answer of the token endpoint means for the request. */
sealed interface ExchangeAnswer {

    /** A token, not yet looked at. */
    record Token(String value) implements ExchangeAnswer {}

    /** None; the client of this application is told so. */
    record Refused(Refusal refusal) implements ExchangeAnswer {}

    /** None, for a reason that is no affair of this application's client: a fault, or wrong settings. */
    record Unusable(String why, Refusal refusal) implements ExchangeAnswer {}

    /** When to try again, where the server does not say. */
    Duration UNLESS_SAID = Duration.ofSeconds(5);

    /** The errors by which the server says that it does not take the caller's token (any more). */
    Set<String> TOKEN_REFUSED = Set.of("invalid_request", "invalid_grant", "invalid_token");

    /** Reads the answer. */
    static ExchangeAnswer of(HTTPResponse response) {
        int status = response.getStatusCode();
        if (status == 200) {
            return token(response);
        }
        Duration retryAfter = retryAfter(response.getHeaderValue("Retry-After"));
        if (status == 429) {
            return new Refused(Refusal.tooMany(retryAfter));
        }
        String error = error(response);
        if (status == 403 && error.equals("access_denied")) {
            return new Refused(Refusal.userRefused());
        }
        if (status == 400 && TOKEN_REFUSED.contains(error)) {
            return new Refused(Refusal.invalidToken("The authorization server does not accept the token for this"));
        }
        return unusable("status " + status + (error.isEmpty() ? "" : ", error " + error), retryAfter);
    }

    static Unusable unusable(String why, Duration retryAfter) {
        return new Unusable(why, Refusal.unavailable(retryAfter));
    }

    private static ExchangeAnswer token(HTTPResponse response) {
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

    /** The error code, of characters that RFC 6749 allows in one; empty where there is none. */
    private static String error(HTTPResponse response) {
        try {
            String code = Objects.requireNonNullElse(
                    TokenErrorResponse.parse(response).getErrorObject().getCode(), "");
            return code.matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{0,100}") ? code : "";
        } catch (ParseException e) {
            return "";
        }
    }

    /** Seconds, from one to an hour; a date is not read, as the clocks may differ. */
    private static Duration retryAfter(@org.jspecify.annotations.Nullable String header) {
        if (header == null || !header.strip().matches("[0-9]{1,9}")) {
            return UNLESS_SAID;
        }
        return Duration.ofSeconds(Math.max(1, Math.min(3600, Integer.parseInt(header.strip()))));
    }
}
