package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BearerTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b-c_d~e+f/g==", "bearer a.b-c_d~e+f/g==", "BEARER  a.b-c_d~e+f/g== "})
    void theTokenIsReadFromTheHeader(String value) {
        assertThat(BearerToken.read(headers(value), null)).isEqualTo("a.b-c_d~e+f/g==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic YWxhZGRpbg==",
                "DPoP abc",
                "Bearer a b",
                "Bearer a,b",
                "Bearerabc"
            })
    void nothingElseIsOne(String value) {
        assertRefused(headers(value), null, 401);
    }

    @Test
    void withoutTheHeaderThereIsNone() {
        assertRefused(new RequestHeaders(Map.of()), null, 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token=abc",
                "a=b&access_token=abc",
                "access_token",
                "%61ccess_token=abc",
                "ACCESS_TOKEN=a",
                "a;access_token=x"
            })
    void aTokenInTheQueryIsRefused(String query) {
        assertRefused(headers("Bearer abc"), query, 400);
        assertRefused(new RequestHeaders(Map.of()), query, 400);
    }

    @Test
    void aQueryThatCannotBeReadIsRefused() {
        assertRefused(headers("Bearer abc"), "%zz=1", 400);
    }

    @Test
    void otherQueriesAreNoMatter() {
        assertThat(BearerToken.read(headers("Bearer abc"), "my_access_token=x&token=%zz"))
                .isEqualTo("abc");
    }

    @Test
    void twoAreRefused() {
        assertRefused(new RequestHeaders(Map.of("Authorization", List.of("Bearer a", "Bearer b"))), null, 400);
    }

    private static RequestHeaders headers(String value) {
        return new RequestHeaders(Map.of("authorization", List.of(value)));
    }

    private static void assertRefused(RequestHeaders headers, @Nullable String query, int status) {
        assertThatThrownBy(() -> BearerToken.read(headers, query))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(status));
    }
}
