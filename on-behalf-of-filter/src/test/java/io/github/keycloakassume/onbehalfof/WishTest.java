package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WishTest {

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice@example.com", "6f1c0d0e-0d0e-4c0e-8c0e-0d0e4c0e8c0e", "Alice B. (sales)"})
    void aUserIsNamedByIdUserNameOrEmailAddress(String name) {
        assertThat(read("X-On-Behalf-Of", name).user()).isEqualTo(name);
    }

    @Test
    void blanksAroundAValueAreNotPartOfIt() {
        assertThat(read("X-On-Behalf-Of", " \talice ").user()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\t", "alice\r\nX-Admin: yes", "alice\n", "alice\0", "al\tice", "jürgen", "alice\u007F"
            })
    void whatIsEmptyOrNotVisibleAsciiIsRefused(String value) {
        assertRefused(headers("X-On-Behalf-Of", value));
    }

    @Test
    void theLongestNameIsRead() {
        assertThat(read("X-On-Behalf-Of", "a".repeat(255)).user()).hasSize(255);
        assertRefused(headers("X-On-Behalf-Of", "a".repeat(256)));
    }

    @Test
    void twoValuesAreRefusedInWhateverSpelling() {
        assertRefused(new RequestHeaders(Map.of("X-On-Behalf-Of", List.of("alice", "bob"))));
        assertRefused(new RequestHeaders(Map.of("X-On-Behalf-Of", List.of("alice", "alice"))));
        var spellings = new LinkedHashMap<String, List<String>>();
        spellings.put("x-on-behalf-of", List.of("alice"));
        spellings.put("X-ON-BEHALF-OF", List.of("alice"));
        assertRefused(new RequestHeaders(spellings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X_On_Behalf_Of", "x-on_behalf-of", "X_Assume_Reason"})
    void underscoresAreRefused(String name) {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("X-On-Behalf-Of", List.of("alice"));
        headers.put(name, List.of("bob"));
        assertRefused(new RequestHeaders(headers));
    }

    @Test
    void aHeaderSpelledWithUnderscoresAloneIsNotOverlooked() {
        RequestHeaders headers = headers("X_On_Behalf_Of", "alice");
        assertThat(headers.askOnBehalf()).isTrue();
        assertRefused(headers);
    }

    @Test
    void reasonAndTicketComeAlong() {
        Wish wish = Wish.read(new RequestHeaders(Map.of(
                "X-On-Behalf-Of", List.of("alice"),
                "X-Assume-Reason", List.of("Case 42"),
                "x-assume-ticket", List.of("ABC-1"))));
        assertThat(wish).isEqualTo(new Wish("alice", Optional.of("Case 42"), Optional.of("ABC-1")));
        assertThat(wish.withDefaultReason(Optional.of("API"))).isEqualTo(wish);
    }

    @Test
    void aReasonOfTheSettingsServesWhereThereIsNone() {
        assertThat(read("X-On-Behalf-Of", "alice")
                        .withDefaultReason(Optional.of("API"))
                        .reason())
                .contains("API");
    }

    @Test
    void anEmptyReasonIsRefused() {
        assertRefused(new RequestHeaders(Map.of("X-On-Behalf-Of", List.of("alice"), "X-Assume-Reason", List.of(""))));
    }

    private static Wish read(String name, String value) {
        return Wish.read(headers(name, value));
    }

    private static RequestHeaders headers(String name, String value) {
        return new RequestHeaders(Map.of(name, List.of(value)));
    }

    private static void assertRefused(RequestHeaders headers) {
        assertThatThrownBy(() -> Wish.read(headers)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.refusal().status()).isEqualTo(400);
            assertThat(refused.refusal().error()).contains("invalid_request");
        });
    }
}
