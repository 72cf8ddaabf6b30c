package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What remains would be an exchange for the actor: an application would take their token for that of the user. */
@KeycloakTest
@DisplayName("An exchange for another user of which Keycloak would leave out a part")
final class CutExchangeIT {

    private static final int LONGER_THAN_KEYCLOAK_READS = 5_000;

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    CutExchangeIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    static Stream<Arguments> parts() {
        String tooLong = "a".repeat(LONGER_THAN_KEYCLOAK_READS);
        return Stream.of(
                Arguments.of("requested_subject", tooLong),
                Arguments.of("requested_subject", "alice\u0000"),
                Arguments.of("requested_subject", "ali\nce"),
                Arguments.of("assume_reason", tooLong),
                Arguments.of("assume_ticket", tooLong),
                Arguments.of("actor_token", tooLong.repeat(4)),
                Arguments.of("actor_token_type", tooLong),
                Arguments.of("requested_issuer", tooLong),
                Arguments.of("requested_token_type", tooLong),
                Arguments.of("scope", tooLong),
                Arguments.of("audience", tooLong));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void is_refused_in_the_trail_too_and_gives_no_token_of_either(String parameter, String value) {
        TokenAnswer answer = exchanges.exchange(Map.of(parameter, value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContainKeys("access_token", "id_token", "refresh_token");
        assertThat(rows.of("ASSUME_TRAIL", "CLIENT_ID", exchanges.client().clientId()))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", "exchange-failed"));
    }
}
