package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenEndpointAnswerTest {

    @Test
    void aBearerAccessTokenIsOne() {
        assertThat(answer(200, Realm.tokenAnswer("abc"), null)).isEqualTo(new TokenEndpointAnswer.Token("abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\"}",
                "{\"access_token\":\"a\",\"token_type\":\"DPoP\"}",
                "{\"access_token\":7,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"issued_token_type\":\"urn:ietf:params:oauth:token-type:id_token\"}"
            })
    void anythingElseIsAFault(String body) {
        assertThat(refusal(answer(200, body, null)).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        // what the server says of the user, and of the token
        "403, access_denied, 401",
        "400, invalid_request, 401",
        "400, invalid_grant, 401",
        "400, invalid_token, 401",
        // what the caller cannot help: wrong settings, faults
        "400, invalid_target, 503",
        "400, invalid_scope, 503",
        "400, unauthorized_client, 503",
        "400, unsupported_grant_type, 503",
        "401, invalid_client, 503",
        "403, unauthorized_client, 503",
        "403, invalid_request, 503",
        "500, server_error, 503",
        "500, access_denied, 503",
        "502, '', 503",
        "302, access_denied, 503",
        "204, '', 503"
    })
    void noAnswerLetsTheRequestGoOn(int status, String error, int answered) {
        assertThat(refusal(answer(status, "{\"error\":\"" + error + "\"}", null))
                        .status())
                .isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({
        "reason-required, 400, invalid_request",
        "reason-invalid, 400, invalid_request",
        "ticket-reference-invalid, 400, invalid_request",
        "impersonate-scope-required, 403, insufficient_scope",
        "client-may-not-act, 403, insufficient_scope",
        "client-authentication-insufficient, 403, insufficient_scope",
        "insufficient-user-authentication, 401, insufficient_user_authentication",
        "Invalid token, 401, invalid_token"
    })
    void whatTheCallerCanMendIsToldThem(String key, int status, String error) {
        Refusal refusal =
                refusal(answer(400, "{\"error\":\"invalid_request\",\"error_description\":\"" + key + "\"}", null));
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.error()).contains(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid token",
                "The subject_token belongs to no login session",
                "The subject_token is one of permissions",
                "The subject_token of a service account was issued for another client",
                "Sender-constrained token exchange rejected as the token was not issued for the requesting client",
                "A token that tells of an event, such as a logout, is no assertion"
            })
    void aTokenThatIsNotGoodAnyMoreIsAnAffairOfTheCaller(String description) {
        TokenEndpointAnswer answer = error(400, "invalid_request", description);
        assertThat(answer).isInstanceOf(TokenEndpointAnswer.Refused.class);
        assertThat(refusal(answer).error()).contains("invalid_token");
    }

    @Test
    void aTokenThatActsForAUserAlreadyIsForbidden() {
        Refusal refusal = refusal(error(403, "access_denied", "exchange-while-impersonated"));
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.error()).contains("insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "400 | invalid_request | Standard token exchange is not enabled for the requested client",
                "400 | invalid_request | Parameter 'requested_subject' is not supported for standard token exchange",
                "400 | invalid_request | Parameter 'subject_token' is too long, or has control characters",
                "400 | invalid_request | DPoP proof is missing",
                "400 | invalid_request | requested_token_type unsupported",
                "400 | invalid_request | what no server has said so far",
                "400 | invalid_scope | Invalid scopes: tickets",
                "400 | invalid_target | Audience not found",
                "401 | invalid_client | Invalid client or Invalid client credentials",
                "403 | access_denied | Client is not within the token audience",
                "403 | access_denied | Client not allowed to exchange",
                "403 | access_denied | Realm not enabled",
                "403 | access_denied | what no server has said so far"
            })
    void whatTheOperatorCanMendIsSaidToThemAndNoFaultOfTheCaller(int status, String error, String description) {
        var unusable = (TokenEndpointAnswer.Unusable) error(status, error, description);
        assertThat(unusable.refusal().status()).isEqualTo(503);
        assertThat(unusable.why()).contains(error, description);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_scope, Missing consents for Token Exchange in client tickets",
        "400, invalid_target, Requested audience not available",
        "403, access_denied, Not allowed to act on behalf of the requested subject"
    })
    void refusedUsersAreRefusedAlike(int status, String error, String description) {
        assertThat(refusal(error(status, error, description)))
                .isEqualTo(refusal(answer(403, "{\"error\":\"access_denied\"}", null)))
                .isEqualTo(Refusal.userRefused());
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_target, Requested audience not available, 401",
        "400, invalid_request, client-may-not-act, 403",
        "400, invalid_request, client-authentication-insufficient, 403"
    })
    void whatEitherOfThemMayMendIsSaidToBoth(int status, String error, String description, int answered) {
        var unusable = (TokenEndpointAnswer.Unusable) error(status, error, description);
        assertThat(unusable.refusal().status()).isEqualTo(answered);
        assertThat(unusable.why()).contains(description);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "' 7 ', 7",
        "0, 1",
        "86400, 3600",
        "-1, 5",
        "'Wed, 21 Oct 2026 07:28:00 GMT', 5",
        "99999999999, 5",
        ", 5"
    })
    void theTimeToWaitIsPassedOnWithinReason(@Nullable String header, int seconds) {
        Duration expected = Duration.ofSeconds(seconds);
        assertThat(answer(429, "{}", header))
                .isEqualTo(new TokenEndpointAnswer.Refused("status 429", Refusal.tooMany(expected)));
        assertThat(refusal(answer(503, "", header)).retryAfter()).contains(expected);
    }

    @Test
    void whatIsLoggedOfAnErrorCannotForgeALine() {
        var unusable = (TokenEndpointAnswer.Unusable) answer(500, "{\"error\":\"a\\nb\"}", null);
        assertThat(unusable.why()).isEqualTo("status 500");
        var described = (TokenEndpointAnswer.Unusable) error(500, "server_error", "a\\nb");
        assertThat(described.why()).startsWith("status 500, error server_error").doesNotContain("\n");
        var endless = (TokenEndpointAnswer.Unusable) error(500, "server_error", "a".repeat(301));
        assertThat(endless.why()).isEqualTo("status 500, error server_error");
    }

    private static Refusal refusal(TokenEndpointAnswer answer) {
        if (answer instanceof TokenEndpointAnswer.Refused refused) {
            return refused.refusal();
        }
        return ((TokenEndpointAnswer.Unusable) answer).refusal();
    }

    private static TokenEndpointAnswer error(int status, String error, String description) {
        return answer(status, "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}", null);
    }

    private static TokenEndpointAnswer answer(int status, String body, @Nullable String retryAfter) {
        try {
            var response = new HTTPResponse(status);
            response.setContentType("application/json");
            response.setBody(body);
            if (retryAfter != null) {
                response.setHeader("Retry-After", retryAfter);
            }
            return TokenEndpointAnswer.of(response);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
