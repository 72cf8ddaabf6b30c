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

    /** None; what stands against it is an affair of the caller. */
    record Refused(String why, Refusal refusal) implements TokenEndpointAnswer {}

    /** None, and the operator is told why: wrong settings, here or in the realm, or a fault. */
    record Unusable(String why, Refusal refusal) implements TokenEndpointAnswer {}

    /** When to try again, where the server does not say. */
    Duration UNLESS_SAID = Duration.ofSeconds(5);

    /** What Keycloak says of a token that it does not take, or not any more; the rest of {@code invalid_request} is of settings. */
    Set<String> TOKEN_REFUSED = Set.of(
            "Invalid token",
            "The subject_token belongs to no login session",
            "The subject_token is one of permissions",
            "The subject_token of a service account was issued for another client",
            "Sender-constrained token exchange rejected as the token was not issued for the requesting client",
            "A token that tells of an event, such as a logout, is no assertion");

    /** Reads the answer. */
    static TokenEndpointAnswer of(HTTPResponse response) {
        int status = response.getStatusCode();
        if (status == 200) {
            return token(response);
        }
        Duration retryAfter = retryAfter(response.getHeaderValue("Retry-After"));
        ErrorObject stated = error(response);
        String error = harmless(stated.getCode());
        String description = harmless(stated.getDescription());
        String why = "status " + status + (error.isEmpty() ? "" : ", error " + error)
                + (description.isEmpty() ? "" : ": " + description);
        if (status == 429) {
            return new Refused(why, Refusal.tooMany(retryAfter));
        }
        boolean saysNoMore = stated.getDescription() == null;
        return switch (status + " " + error) {
            case "403 access_denied" -> denied(saysNoMore, description, why, retryAfter);
            case "400 invalid_request" -> invalid(saysNoMore, description, why, retryAfter);
            case "400 invalid_grant", "400 invalid_token" -> new Refused(why, tokenRefused());
            case "400 invalid_scope" -> withoutScope(description, why, retryAfter);
            case "400 invalid_target" -> withoutTarget(description, why, retryAfter);
            default -> unusable(why, retryAfter);
        };
    }

    private static Unusable unusable(String why, Duration retryAfter) {
        return new Unusable(why, Refusal.unavailable(retryAfter));
    }

    private static Refusal tokenRefused() {
        return Refusal.invalidToken("The authorization server does not accept the token for this");
    }

    /** Of users there is one description; the others are of the client that asks, or of the realm. */
    private static TokenEndpointAnswer denied(boolean saysNoMore, String description, String why, Duration retryAfter) {
        if (saysNoMore || description.equals("Not allowed to act on behalf of the requested subject")) {
            return new Refused(why, Refusal.userRefused());
        }
        if (description.equals("exchange-while-impersonated")) {
            return new Refused(why, Refusal.actsAlready());
        }
        return unusable(why, retryAfter);
    }

    /** Where it says no more, it is about the token (RFC 8693 section 2.2.2). Keys are those of docs/errors.md. */
    private static TokenEndpointAnswer invalid(
            boolean saysNoMore, String description, String why, Duration retryAfter) {
        if (saysNoMore || TOKEN_REFUSED.contains(description)) {
            return new Refused(why, tokenRefused());
        }
        return switch (description) {
            case "reason-required" -> new Refused(why, Refusal.malformed(HeaderNames.REASON + " is required"));
            case "reason-invalid" -> new Refused(why, Refusal.malformed(HeaderNames.REASON + " is not acceptable"));
            case "ticket-reference-invalid" ->
                new Refused(
                        why,
                        Refusal.malformed(HeaderNames.TICKET + " is missing or not one of the kind that is required"));
            case "impersonate-scope-required" -> new Refused(why, Refusal.withoutScope());
            case "insufficient-user-authentication" -> new Refused(why, Refusal.stepUp());
            // Of the client that the token was issued for, or of this application's own: operators mend both.
            case "client-may-not-act", "client-authentication-insufficient" ->
                new Unusable(why, Refusal.insufficientScope("The client of the token may not act on behalf of users"));
            default -> unusable(why, retryAfter);
        };
    }

    /** This user has not consented, where the client of this application needs it; or a scope of the settings is wrong. */
    private static TokenEndpointAnswer withoutScope(String description, String why, Duration retryAfter) {
        return description.startsWith("Missing consents ")
                ? new Refused(why, Refusal.userRefused())
                : unusable(why, retryAfter);
    }

    /** This user has no role of that client, or no token is addressed to it; or there is no such client. */
    private static TokenEndpointAnswer withoutTarget(String description, String why, Duration retryAfter) {
        return description.equals("Requested audience not available")
                ? new Unusable(why, Refusal.userRefused())
                : unusable(why, retryAfter);
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

    private static ErrorObject error(HTTPResponse response) {
        try {
            return TokenErrorResponse.parse(response).getErrorObject();
        } catch (ParseException e) {
            return new ErrorObject(null);
        }
    }

    /** Of characters that RFC 6749 allows in an error, and not very long; empty otherwise. */
    private static String harmless(@Nullable String text) {
        return text != null && text.matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{0,300}") ? text : "";
    }

    /** Seconds, from one to an hour; a date is not read, as the clocks may differ. */
    private static Duration retryAfter(@Nullable String header) {
        if (header == null || !header.strip().matches("[0-9]{1,9}")) {
            return UNLESS_SAID;
        }
        return Duration.ofSeconds(Math.max(1, Math.min(3600, Integer.parseInt(header.strip()))));
    }
}
