package io.github.keycloakassume.assumption.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.JsonBody;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A body")
final class BodiesTest {

    private static final Set<String> TARGET = Set.of("scope", "organization", "user");
    private static final Set<String> TERMS = Set.of("mode", "maxLifespan", "maxConcurrent", "subjectRoles", "allow");

    private static final Map<Class<?>, List<Set<String>>> FIELDS = Map.of(
            GrantBody.class, List.of(TARGET, TERMS, Set.of("effect", "grantee", "duration", "reason")),
            ChangeBody.class, List.of(TERMS, Set.of("grantee", "duration", "version")),
            RequestBody.class, List.of(TARGET, TERMS, Set.of("grantee", "duration", "reason", "ticket")),
            ApprovalBody.class, List.of(TERMS, Set.of("duration", "word")),
            DenialBody.class, List.of(Set.of("word")));

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void takes_the_fields_of_its_own_operation(Class<?> body, String field) throws InvalidBodyException {
        assertThat(read(field, body)).isNotNull();
    }

    static Stream<Arguments> takes_the_fields_of_its_own_operation() {
        return FIELDS.keySet().stream().flatMap(body -> own(body).map(field -> Arguments.of(body, field)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void refuses_the_fields_of_other_operations_even_when_they_say_nothing(Class<?> body, String field) {
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> read(field, body))
                .satisfies(refused -> {
                    assertThat(refused.key()).isEqualTo("unknown-field");
                    assertThat(refused.params()).containsExactly(field);
                });
    }

    static Stream<Arguments> refuses_the_fields_of_other_operations_even_when_they_say_nothing() {
        return FIELDS.keySet().stream()
                .flatMap(body -> FIELDS.keySet().stream()
                        .flatMap(BodiesTest::own)
                        .distinct()
                        .filter(field -> own(body).noneMatch(field::equals))
                        .map(field -> Arguments.of(body, field)));
    }

    @Test
    void takes_a_ticket_of_one_line_and_at_most_255_characters() throws InvalidBodyException {
        assertThat(request("x".repeat(255)).toWish()).isNotNull();
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> request("x".repeat(256)).toWish())
                .satisfies(refused -> assertThat(refused.params()).containsExactly("ticket"));
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> request("a\\nb").toWish());
    }

    private static RequestBody request(String ticket) throws InvalidBodyException {
        return JsonBody.read(stream("{\"ticket\":\"" + ticket + "\"}"), RequestBody.class);
    }

    private static Object read(String field, Class<?> body) throws InvalidBodyException {
        return JsonBody.read(stream("{\"" + field + "\":null}"), body);
    }

    private static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<String> own(Class<?> body) {
        return FIELDS.getOrDefault(body, List.of()).stream().flatMap(Set::stream);
    }
}
