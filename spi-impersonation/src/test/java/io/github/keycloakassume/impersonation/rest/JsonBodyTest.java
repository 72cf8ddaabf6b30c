package io.github.keycloakassume.impersonation.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A request body")
final class JsonBodyTest {

    @Test
    void is_read_when_it_says_only_what_the_resource_knows() throws InvalidBodyException {
        StartRequest request = JsonBody.read(
                body("{\"user\":\"alice\",\"reason\":\"ticket 42\",\"lifespan\":600}"), StartRequest.class);

        assertThat(request.user()).isEqualTo("alice");
        assertThat(request.lifespan()).isEqualTo(600L);
        assertThat(request.mode()).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user\":\"a\",\"admin\":true}   | unknown-field  | 400",
                "{\"user\":5}                      | invalid-field  | 400",
                "{\"user\":[\"a\"]}                | invalid-field  | 400",
                "{\"lifespan\":\"600\"}            | invalid-field  | 400",
                "{\"lifespan\":1.5}                | invalid-field  | 400",
                "{\"lifespan\":99999999999999999999} | invalid-field | 400",
                "{\"user\":\"a\"} trailing         | invalid-json   | 400",
                "{\"user\":                        | invalid-json   | 400",
                "{\"user\":\"a\",\"user\":\"b\"}    | invalid-json   | 400",
                "{\"user\":\"a\",\"user\":\"a\"}    | invalid-json   | 400",
                "{\"user\":\"a\",\"\\u0075ser\":\"b\"} | invalid-json | 400",
                "[]                                | invalid-json   | 400",
                "null                              | invalid-json   | 400",
                "``                                | invalid-json   | 400",
            })
    void is_refused_with_a_clear_key_otherwise(String json, String key, int status) {
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> JsonBody.read(body(json), StartRequest.class))
                .satisfies(invalid -> {
                    assertThat(invalid.key()).isEqualTo(key);
                    assertThat(invalid.status()).isEqualTo(status);
                });
    }

    @Test
    void is_as_large_as_the_resource_says() throws InvalidBodyException {
        String large = "{\"user\":\"" + "a".repeat(70_000) + "\"}";

        assertThat(JsonBody.read(body(large), StartRequest.class, large.length())
                        .user())
                .hasSize(70_000);
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> JsonBody.read(body(large), StartRequest.class, large.length() - 1))
                .satisfies(invalid -> assertThat(invalid.params()).containsExactly(large.length() - 1));
    }

    @Test
    void is_refused_with_the_place_of_what_is_wrong_in_a_list() {
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> JsonBody.read(body("{\"numbers\":[1,2,\"three\"]}"), Numbers.class))
                .satisfies(invalid -> assertThat(invalid.params()).containsExactly("numbers.2"));
    }

    @Test
    void is_refused_with_a_field_twice_in_an_object_of_a_list_too() {
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() ->
                        JsonBody.read(body("{\"grants\":[{\"effect\":\"deny\",\"effect\":\"allow\"}]}"), Grants.class))
                .satisfies(invalid -> assertThat(invalid.key()).isEqualTo("invalid-json"));
    }

    record Grants(@JsonProperty("grants") List<Map<String, String>> grants) {}

    record Numbers(@JsonProperty("numbers") List<Integer> numbers) {}

    @Test
    void is_refused_when_it_is_too_large() {
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> JsonBody.read(body("{\"user\":\"" + "a".repeat(70_000) + "\"}"), StartRequest.class))
                .satisfies(invalid -> assertThat(invalid.status()).isEqualTo(413));
    }

    @Test
    void has_no_ticket_that_no_column_could_hold() {
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> JsonBody.read(body("{\"ticket\":\"" + "a".repeat(256) + "\"}"), StartRequest.class)
                        .toWish())
                .satisfies(invalid -> assertThat(invalid.params()).containsExactly("ticket"));
    }

    private static InputStream body(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
