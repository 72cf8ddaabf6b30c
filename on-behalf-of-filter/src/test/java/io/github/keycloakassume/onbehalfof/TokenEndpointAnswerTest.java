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

    @Test
    void refusedUsersAreRefusedAlike() {
        assertThat(refusal(answer(403, "{\"error\":\"access_denied\",\"error_description\":\"one\"}", null)))
                .isEqualTo(refusal(answer(403, "{\"error\":\"access_denied\",\"error_description\":\"two\"}", null)));
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
        assertThat(answer(429, "{}", header)).isEqualTo(new TokenEndpointAnswer.Refused(Refusal.tooMany(expected)));
        assertThat(refusal(answer(503, "", header)).retryAfter()).contains(expected);
    }

    @Test
    void whatIsLoggedOfAnErrorCannotForgeALine() {
        var unusable = (TokenEndpointAnswer.Unusable) answer(500, "{\"error\":\"a\\nb\"}", null);
        assertThat(unusable.why()).isEqualTo("status 500");
    }

    private static Refusal refusal(TokenEndpointAnswer answer) {
        if (answer instanceof TokenEndpointAnswer.Refused refused) {
            return refused.refusal();
        }
        return ((TokenEndpointAnswer.Unusable) answer).refusal();
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
